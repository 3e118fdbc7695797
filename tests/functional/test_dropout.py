"""Dropout: how much is dropped, what is scaled, and that the gradient goes the same way."""

import numpy as np
import pytest

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import assert_close, full_text, normal


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_a_share_p_is_dropped_and_the_mean_stays(p):
    x = np.ones((200, 200))
    y, mask = F.dropout(x, p, np.random.default_rng(0), train=True)
    assert mask is not None
    assert mask.dtype == bool
    error = np.sqrt(p * (1 - p) / x.size)
    assert abs(mask.mean() - (1 - p)) <= 4 * error
    assert_close(y, mask / (1 - p))
    assert abs(y.mean() - 1) <= 4 * error / (1 - p)


def test_when_not_training_nothing_happens():
    (x,) = normal(0, (3, 4))
    y, mask = F.dropout(x, 0.5, np.random.default_rng(0), train=False)
    assert mask is None
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(F.dropout_backward(x, mask, 0.5), x)


def test_the_gradient_passes_the_same_mask():
    x, dy = normal(1, (3, 4), (3, 4))
    _, mask = F.dropout(x, 0.25, np.random.default_rng(1), train=True)
    assert_close(F.dropout_backward(dy, mask, 0.25), dy * mask / 0.75)


def test_dropped_infinities_are_gone():
    x = np.full(100, np.inf)
    y, mask = F.dropout(x, 0.5, np.random.default_rng(2), train=True)
    assert set(y.tolist()) == {0.0, np.inf}
    assert set(F.dropout_backward(x, mask, 0.5).tolist()) == {0.0, np.inf}


def test_the_generator_moves_on_and_a_seed_repeats():
    x, rng = np.ones(1000), np.random.default_rng(3)
    first, second = (F.dropout(x, 0.5, rng, train=True)[1] for _ in range(2))
    assert (first != second).any()
    again = F.dropout(x.astype("float32"), 0.5, np.random.default_rng(3), train=True)[1]
    np.testing.assert_array_equal(again, first)


A, rng = np.zeros, np.random.default_rng(0)
ERRORS = [
    (
        lambda: F.dropout(A(3), 1.0, rng, True),
        ParameterError,
        "dropout: received p = 1.0. Expected a probability from 0 to below 1. p is the chance to "
        "be dropped; not everything can be.",
    ),
    (
        lambda: F.dropout_backward(A(3), A(3, bool), -0.1),
        ParameterError,
        "dropout_backward: received p = -0.1. Expected a probability from 0 to below 1. p is the "
        "chance to be dropped; not everything can be.",
    ),
    (
        lambda: F.dropout(A(3), 0.5, np.random, True),
        DTypeError,
        "dropout: received rng as a module. Expected a numpy.random.Generator. Make one with "
        "numpy.random.default_rng(seed).",
    ),
    (
        lambda: F.dropout_backward(A(3), A(4, bool), 0.5),
        ShapeError,
        "dropout_backward: received mask of shape (4,). Expected mask of shape (3,), the shape of "
        "dy. Check where mask comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
