"""Batch normalisation against loops over features."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_close, assert_gradient, drawn, full_text, normal, seeds


def slow_batch_norm(x, gamma, beta, mean, var, train, momentum, eps):
    """Feature by feature; x of shape (N, C) or (N, C, H, W)."""
    y, mean, var = np.zeros_like(x), mean.copy(), var.copy()
    for c in range(x.shape[1]):
        numbers = x[:, c].ravel().tolist()
        m, s = mean[c], var[c]
        if train:
            m = math.fsum(numbers) / len(numbers)
            s = math.fsum((t - m) ** 2 for t in numbers) / len(numbers)
            mean[c] = momentum * mean[c] + (1 - momentum) * m
            var[c] = momentum * var[c] + (1 - momentum) * s
        y[:, c] = gamma[c] * (x[:, c] - m) / math.sqrt(s + eps) + beta[c]
    return y, mean, var


@st.composite
def cases(draw: st.DrawFn):
    spatial = draw(st.booleans())
    n, c = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    rest = (draw(st.integers(1, 3)), draw(st.integers(1, 4))) if spatial else ()
    x, gamma, beta, mean, var = normal(draw(seeds), (n, c, *rest), (c,), (c,), (c,), (c,))
    settings = draw(st.sampled_from([0.9, 0.0, 1.0])), draw(st.sampled_from([1e-5, 0.1]))
    ops = "spatial_batch_norm" if spatial else "batch_norm"
    return ops, 2 * x + 1, gamma, beta, mean, var**2 + 0.1, settings


@drawn
@given(cases(), st.booleans())
def test_it_is_its_definition(case, train):
    name, x, *vectors, settings = case
    got = getattr(F, name)(x, *vectors, train, *settings)
    for g, e in zip(got, slow_batch_norm(x, *vectors, train, *settings), strict=True):
        assert_close(g, e)


@drawn
@given(cases(), seeds)
def test_gradients_while_training(case, seed):
    name, x, gamma, beta, mean, var, (momentum, eps) = case
    forward, back = getattr(F, name), getattr(F, f"{name}_backward")

    def run(x, gamma, beta):
        return forward(x, gamma, beta, mean, var, True, momentum, eps)[0]

    def gradients(dy):
        return back(dy, x, gamma, eps)

    assert_gradient(lambda x: run(x, gamma, beta), lambda dy: gradients(dy)[0], x, seed, 1e-5)
    assert_gradient(lambda g: run(x, g, beta), lambda dy: gradients(dy)[1], gamma, seed)
    assert_gradient(lambda b: run(x, gamma, b), lambda dy: gradients(dy)[2], beta, seed)
    (dy,) = normal(seed, x.shape)
    axes = (0, *range(2, x.ndim))
    assert_close(gradients(dy)[0].sum(axis=axes), np.zeros(len(gamma)), 1e-9)


@drawn
@given(cases(), seeds)
def test_gradients_while_testing(case, seed):
    name, x, gamma, beta, mean, var, (momentum, eps) = case
    forward, back = getattr(F, name), getattr(F, f"{name}_backward")

    def run(x, gamma, beta):
        return forward(x, gamma, beta, mean, var, False, momentum, eps)[0]

    def gradients(dy):
        return back(dy, x, gamma, eps, running_mean=mean, running_var=var)

    assert_gradient(lambda x: run(x, gamma, beta), lambda dy: gradients(dy)[0], x, seed)
    assert_gradient(lambda g: run(x, g, beta), lambda dy: gradients(dy)[1], gamma, seed)
    assert_gradient(lambda b: run(x, gamma, b), lambda dy: gradients(dy)[2], beta, seed)


def test_a_batch_of_one_gives_beta_while_training():
    x, (gamma, beta) = np.array([[3.0, -7.0]]), normal(0, (2,), (2,))
    y, _, var = F.batch_norm(x, gamma, beta, np.zeros(2), np.ones(2), train=True)
    assert_close(y, beta[None])
    assert_close(var, np.full(2, 0.9))


def test_a_constant_feature_stays_finite():
    x = np.full((4, 1), 5.0)
    y, _, _ = F.batch_norm(x, np.ones(1), np.zeros(1), np.zeros(1), np.ones(1), train=True)
    np.testing.assert_array_equal(y, 0)


def test_float32_far_from_zero_keeps_its_variance():
    rng = np.random.default_rng(0)
    x = (1000 + rng.normal(size=(64, 3, 28, 28))).astype("float32")
    one, zero = np.ones(3, "float32"), np.zeros(3, "float32")
    y, mean, var = F.spatial_batch_norm(x, one, zero, zero, one, train=True, momentum=0.0)
    np.testing.assert_allclose(mean, x.mean(axis=(0, 2, 3), dtype="float64"), rtol=1e-5)
    np.testing.assert_allclose(var, x.var(axis=(0, 2, 3), dtype="float64"), rtol=1e-3)
    assert abs(y.std() - 1) < 1e-3


A = np.zeros
V = (A(4), A(4), A(4), A(4))
ERRORS = [
    (
        lambda: F.batch_norm(A((2, 4, 3, 3)), *V, True),
        ShapeError,
        "batch_norm: received x of shape (2, 4, 3, 3). Expected x of shape (N, D). Flatten it "
        "first: flatten(x).",
    ),
    (
        lambda: F.spatial_batch_norm(A((2, 4)), *V, True),
        ShapeError,
        "spatial_batch_norm: received x of shape (2, 4). Expected x of shape (N, C, H, W). Add the "
        "batch and channel axes: x[None, None].",
    ),
    (
        lambda: F.batch_norm(A((2, 3)), *V, True),
        ShapeError,
        "batch_norm: received gamma of shape (4,). Expected gamma of shape (3,), one number for "
        "each of the 3 features. Check where gamma comes from.",
    ),
    (
        lambda: F.batch_norm(A((2, 4)), *V[:3], A((4, 1)), True),
        ShapeError,
        "batch_norm: received running_var of shape (4, 1). Expected running_var of shape (4,), one "
        "number for each of the 4 features. Check where running_var comes from.",
    ),
    (
        lambda: F.batch_norm(A((0, 4)), *V, True),
        ShapeError,
        "batch_norm: received x of shape (0, 4). Expected at least one example. An empty batch has "
        "no mean; leave it out.",
    ),
    (
        lambda: F.batch_norm(A((2, 4)), *V, True, momentum=1.1),
        ParameterError,
        "batch_norm: received momentum = 1.1. Expected a number from 0 to 1. momentum is the part "
        "of the old that is kept, often 0.9.",
    ),
    (
        lambda: F.batch_norm(A((2, 4)), *V, True, eps=-1.0),
        ParameterError,
        "batch_norm: received eps = -1.0. Expected a number of at least 0. Choose a small number, "
        "such as 1e-5.",
    ),
    (
        lambda: F.batch_norm_backward(A((2, 3)), A((2, 4)), A(4)),
        ShapeError,
        "batch_norm_backward: received dy of shape (2, 3). Expected dy of shape (2, 4), the shape "
        "of x. Check where dy comes from.",
    ),
    (
        lambda: F.spatial_batch_norm_backward(
            A((2, 4, 1, 1)), A((2, 4, 1, 1)), A(4), running_mean=A(4)
        ),
        ParameterError,
        "spatial_batch_norm_backward: received only one of running_mean and running_var. Expected "
        "both, or neither. Give both for a network that is not training.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
