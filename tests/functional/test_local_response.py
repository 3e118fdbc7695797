"""Local response normalisation against a loop over channels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_close, assert_gradient, drawn, full_text, normal, seeds


def slow_lrn(x, size, alpha, beta, k):
    y = np.zeros_like(x)
    for n, c, i, j in np.ndindex(*x.shape):
        near = range(max(0, c - size // 2), min(x.shape[1], c + (size - 1) // 2 + 1))
        strength = k + alpha * sum(x[n, m, i, j] ** 2 for m in near)
        y[n, c, i, j] = x[n, c, i, j] / strength**beta
    return y


@drawn
@given(
    st.integers(1, 7),
    st.integers(1, 9),
    st.sampled_from([(1e-4, 0.75, 2.0), (0.5, 1.0, 1.0), (1.0, 0.3, 0.5)]),
    seeds,
)
def test_it_is_its_definition(channels, size, constants, seed):
    (x,) = normal(seed, (2, channels, 2, 3))
    assert_close(F.local_response_norm(x, size, *constants), slow_lrn(x, size, *constants))
    assert_gradient(
        lambda x: F.local_response_norm(x, size, *constants),
        lambda dy: F.local_response_norm_backward(dy, x, size, *constants),
        x,
        seed,
    )


def test_the_defaults_are_those_of_alexnet():
    (x,) = normal(0, (1, 8, 2, 2))
    assert_close(F.local_response_norm(x), slow_lrn(x, 5, 1e-4, 0.75, 2.0))


def test_errors():
    with pytest.raises(ShapeError) as caught:
        F.local_response_norm(np.zeros((2, 3)))
    assert full_text(caught.value) == (
        "local_response_norm: received x of shape (2, 3). Expected x of shape (N, C, H, W). Add "
        "the batch and channel axes: x[None, None]."
    )
    with pytest.raises(ParameterError) as caught:
        F.local_response_norm(np.zeros((1, 2, 3, 3)), size=0)
    assert full_text(caught.value) == (
        "local_response_norm: received size = 0. Expected an integer of at least 1. Correct size."
    )
    with pytest.raises(ShapeError) as caught:
        F.local_response_norm_backward(np.zeros((1, 2, 3, 2)), np.zeros((1, 2, 3, 3)))
    assert full_text(caught.value) == (
        "local_response_norm_backward: received dy of shape (1, 2, 3, 2). Expected dy of shape "
        "(1, 2, 3, 3), the shape of x. Check where dy comes from."
    )
