"""Maxout and cross-channel pooling against loops over groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_close, drawn, full_text, normal, seeds


def slow_maxout(x, groups):
    size = x.shape[1] // groups
    y = np.zeros((x.shape[0], groups, *x.shape[2:]))
    for n, g, *place in np.ndindex(*y.shape):
        y[(n, g, *place)] = max(x[(n, g * size + m, *place)] for m in range(size))
    return y


def slow_maxout_backward(dy, x, groups):
    size = x.shape[1] // groups
    dx = np.zeros_like(x)
    for n, g, *place in np.ndindex(*dy.shape):
        members = [x[(n, g * size + m, *place)] for m in range(size)]
        dx[(n, g * size + members.index(max(members)), *place)] = dy[(n, g, *place)]
    return dx


@drawn
@given(
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from([(), (3,), (2, 3)]),
    st.booleans(),
    seeds,
)
def test_maxout_is_its_definition(groups, size, rest, ties, seed):
    (x,) = normal(seed, (2, groups * size, *rest))
    x = x.round() if ties else x
    y = F.maxout(x, groups)
    np.testing.assert_array_equal(y, slow_maxout(x, groups))
    (dy,) = normal(seed, y.shape)
    dx = slow_maxout_backward(dy, x, groups)
    assert_close(F.maxout_backward(dy, x, groups), dx)
    if x.ndim == 4:
        np.testing.assert_array_equal(F.cross_channel_max_pool(x, groups), y)
        assert_close(F.cross_channel_max_pool_backward(dy, x, groups), dx)


A = np.zeros
ERRORS = [
    (
        lambda: F.maxout(A((2, 5)), 2),
        ParameterError,
        "maxout: received groups = 2 for 5 channels. Expected a number that divides them. Choose "
        "another number of groups.",
    ),
    (
        lambda: F.maxout(A((2, 4)), 0),
        ParameterError,
        "maxout: received groups = 0. Expected an integer of at least 1. Correct groups.",
    ),
    (
        lambda: F.maxout(A(4), 2),
        ShapeError,
        "maxout: received x of shape (4,). Expected x of shape (N, C) or (N, C, H, W). Add the "
        "batch axis: x[None].",
    ),
    (
        lambda: F.maxout(A((2, 0)), 1),
        ShapeError,
        "maxout: received x of shape (2, 0). Expected at least one element along C. Check how x "
        "was made or cut.",
    ),
    (
        lambda: F.maxout_backward(A((2, 4)), A((2, 4)), 2),
        ShapeError,
        "maxout_backward: received dy of shape (2, 4). Expected dy of shape (2, 2), the shape of "
        "the output. Check where dy comes from.",
    ),
    (
        lambda: F.cross_channel_max_pool(A((2, 4)), 2),
        ShapeError,
        "cross_channel_max_pool: received x of shape (2, 4). Expected x of shape (N, C, H, W). Add "
        "the batch and channel axes: x[None, None].",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
