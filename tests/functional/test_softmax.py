"""Softmax and its logarithm against the formula in exact-enough arithmetic."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_close, assert_gradient, drawn, full_text, normal, seeds


def slow_softmax(z, axis):
    def along(scores):
        powers = [math.exp(s) for s in scores]
        return np.array([p / math.fsum(powers) for p in powers])

    return np.apply_along_axis(along, axis, z)


@drawn
@given(st.sampled_from([((3,), 0), ((2, 4), -1), ((3, 4), 0), ((2, 3, 2), 1)]), seeds)
def test_both_are_their_definitions(case, seed):
    shape, axis = case
    (z,) = normal(seed, shape)
    z = 3 * z
    assert_close(F.softmax(z, axis), slow_softmax(z, axis))
    assert_close(F.log_softmax(z, axis), np.log(slow_softmax(z, axis)))
    assert_close(F.softmax(z + 500, axis), F.softmax(z, axis), 1e-9)
    assert_gradient(
        lambda z: F.softmax(z, axis), lambda dy: F.softmax_backward(dy, z, axis), z, seed
    )
    assert_gradient(
        lambda z: F.log_softmax(z, axis), lambda dy: F.log_softmax_backward(dy, z, axis), z, seed
    )


def test_large_scores_do_not_overflow():
    z = np.array([[1000.0, 0.0, -1000.0]])
    np.testing.assert_array_equal(F.softmax(z), [[1, 0, 0]])
    np.testing.assert_array_equal(F.log_softmax(z), [[0, -1000, -2000]])


def test_a_forbidden_class_gets_no_probability():
    z = np.array([[0.0, 0.0, -np.inf]])
    np.testing.assert_array_equal(F.softmax(z), [[0.5, 0.5, 0]])
    assert np.isneginf(F.log_softmax(z)[0, 2])


A = np.zeros
ERRORS = [
    (
        lambda: F.softmax(A((2, 3)), axis=2),
        ParameterError,
        "softmax: received axis = 2 for z of shape (2, 3). Expected an axis from -2 to 1. Choose "
        "the axis of the classes.",
    ),
    (
        lambda: F.log_softmax(A((2, 0))),
        ShapeError,
        "log_softmax: received z of shape (2, 0). Expected at least one element along axis -1. "
        "Check how z was made or cut.",
    ),
    (
        lambda: F.softmax_backward(A((2, 3)), A((2, 4))),
        ShapeError,
        "softmax_backward: received dy of shape (2, 3). Expected dy of shape (2, 4), the shape of "
        "z. Check where dy comes from.",
    ),
    (
        lambda: F.log_softmax_backward(A((2, 3)), A((2, 4))),
        ShapeError,
        "log_softmax_backward: received dy of shape (2, 3). Expected dy of shape (2, 4), the shape "
        "of z. Check where dy comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
