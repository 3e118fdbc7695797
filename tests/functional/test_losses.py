"""Losses against loops over examples and classes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import apart, assert_gradient, drawn, full_text, normal, seeds


def slow_cross_entropy(z, y, smoothing):
    total = 0.0
    for scores, label in zip(z, y, strict=True):
        log_sum = math.log(math.fsum(math.exp(s) for s in scores))
        for k, score in enumerate(scores):
            target = (1 - smoothing) * (k == label) + smoothing / len(scores)
            total -= target * (score - log_sum)
    return total / len(z)


def slow_svm(z, y, margin):
    total = 0.0
    for scores, label in zip(z, y, strict=True):
        total += sum(
            max(0.0, score - scores[label] + margin) for k, score in enumerate(scores) if k != label
        )
    return total / len(z)


@st.composite
def scores(draw: st.DrawFn):
    n, k = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    (z,) = normal(draw(seeds), (n, k))
    y = np.array([draw(st.integers(0, k - 1)) for _ in range(n)])
    return z, y.astype(draw(st.sampled_from(["int64", "int32", "uint8"])))


@drawn
@given(scores(), st.sampled_from([0.0, 0.1, 1.0]), seeds)
def test_cross_entropy_is_its_definition(case, smoothing, seed):
    z, y = case
    loss = F.softmax_cross_entropy(z, y, label_smoothing=smoothing)
    assert type(loss) is float
    assert loss == pytest.approx(slow_cross_entropy(z, y, smoothing), rel=1e-12, abs=1e-14)
    assert_gradient(
        lambda z: F.softmax_cross_entropy(z, y, label_smoothing=smoothing),
        lambda dy: F.softmax_cross_entropy_backward(z, y, dy, label_smoothing=smoothing),
        z,
        seed,
    )


@drawn
@given(scores(), st.sampled_from([0.5, 1.0, 3.0]), seeds)
def test_the_svm_loss_is_its_definition(case, margin, seed):
    z, y = case
    z = apart(z, 0.37)  # away from the kinks, for any of the margins
    loss = F.svm_loss(z, y, margin)
    assert type(loss) is float
    assert loss == pytest.approx(slow_svm(z, y, margin), rel=1e-12)
    assert_gradient(
        lambda z: F.svm_loss(z, y, margin),
        lambda dy: F.svm_loss_backward(z, y, dy, margin=margin),
        z,
        seed,
    )


@drawn
@given(st.sampled_from([(1,), (4, 3), (2, 3, 2, 2)]), seeds)
def test_the_squared_error_is_its_definition(shape, seed):
    pred, target = normal(seed, shape, shape)
    loss = F.mean_squared_error(pred, target)
    assert type(loss) is float
    assert loss == pytest.approx(
        sum((p - t) ** 2 for p, t in zip(pred.flat, target.flat, strict=True)) / pred.size
    )
    assert_gradient(
        lambda pred: F.mean_squared_error(pred, target),
        lambda dy: F.mean_squared_error_backward(pred, target, dy),
        pred,
        seed,
    )


def test_cross_entropy_is_the_same_function():
    assert F.cross_entropy is F.softmax_cross_entropy
    assert F.cross_entropy_backward is F.softmax_cross_entropy_backward


def test_impossible_answers_cost_much_but_not_infinity():
    z = np.array([[1000.0, 0.0]])
    assert F.softmax_cross_entropy(z, np.array([1])) == 1000
    assert F.softmax_cross_entropy(z, np.array([0])) == 0
    np.testing.assert_array_equal(F.softmax_cross_entropy_backward(z, np.array([1])), [[1, -1]])


def test_twice_the_batch_has_the_same_loss_and_half_the_gradient():
    z, y = np.array([[1.0, 2.0, 0.0]]), np.array([1])
    twice, labels = np.concatenate([z, z]), np.array([1, 1])
    for name in ("softmax_cross_entropy", "svm_loss"):
        loss, back = getattr(F, name), getattr(F, f"{name}_backward")
        assert loss(twice, labels) == pytest.approx(loss(z, y))
        np.testing.assert_allclose(back(twice, labels)[:1], back(z, y) / 2)


def test_the_gradient_of_a_loss_may_come_from_an_array():
    z, y = np.zeros((1, 2)), np.array([1])
    back = F.softmax_cross_entropy_backward
    np.testing.assert_array_equal(back(z, y, np.float64(3)), back(z, y, 3.0))
    np.testing.assert_array_equal(back(z, y, np.array(3.0)), back(z, y, 3.0))


A, I = np.zeros, np.int64  # noqa: E741
ERRORS = [
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), A(2)),
        DTypeError,
        "softmax_cross_entropy: received y of dtype float64. Expected integer labels. Convert "
        "them: y.astype('int64').",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), [0, 1]),
        DTypeError,
        "softmax_cross_entropy: received y as a list. Expected a NumPy or CuPy array. Make it one "
        "with numpy.asarray(y).",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), np.array([0, 3])),
        ParameterError,
        "softmax_cross_entropy: received labels from 0 to 3. Expected labels from 0 to 2, for 3 "
        "scores in a row. Number the classes from 0.",
    ),
    (
        lambda: F.svm_loss(A((2, 3)), np.array([-1, 2])),
        ParameterError,
        "svm_loss: received labels from -1 to 2. Expected labels from 0 to 2, for 3 scores in a "
        "row. Number the classes from 0.",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), A((2, 3), I)),
        ShapeError,
        "softmax_cross_entropy: received y of shape (2, 3) for z of shape (2, 3). Expected y of "
        "shape (2,), one label for each row of z. For one-hot labels, give y.argmax(axis=1).",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), A(3, I)),
        ShapeError,
        "softmax_cross_entropy: received y of shape (3,) for z of shape (2, 3). Expected y of "
        "shape (2,), one label for each row of z. Cut z and y in the same way.",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3, 4, 4)), A(2, I)),
        ShapeError,
        "softmax_cross_entropy: received z of shape (2, 3, 4, 4). Expected z of shape (N, K). Give "
        "z 2 axes.",
    ),
    (
        lambda: F.softmax_cross_entropy(A((0, 3)), A(0, I)),
        ShapeError,
        "softmax_cross_entropy: received z of shape (0, 3). Expected at least one example. An "
        "empty batch has no loss; leave it out.",
    ),
    (
        lambda: F.softmax_cross_entropy(A((2, 3)), A(2, I), label_smoothing=1.5),
        ParameterError,
        "softmax_cross_entropy: received label_smoothing = 1.5. Expected a number from 0 to 1. "
        "Choose 0 for no smoothing.",
    ),
    (
        lambda: F.softmax_cross_entropy_backward(A((2, 3)), A(2, I), label_smoothing=-0.1),
        ParameterError,
        "softmax_cross_entropy_backward: received label_smoothing = -0.1. Expected a number from 0 "
        "to 1. Choose 0 for no smoothing.",
    ),
    (
        lambda: F.mean_squared_error(A((2, 3)), A((3, 2))),
        ShapeError,
        "mean_squared_error: received target of shape (3, 2). Expected target of shape (2, 3), the "
        "shape of pred. Check where target comes from.",
    ),
    (
        lambda: F.mean_squared_error_backward(A((0, 3)), A((0, 3))),
        ShapeError,
        "mean_squared_error_backward: received pred of shape (0, 3). Expected at least one "
        "element. An empty batch has no loss; leave it out.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
