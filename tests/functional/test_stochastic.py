"""Stochastic pooling: the draws follow the shares, and the gradient follows the draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import drawn, full_text, normal, seeds


def test_numbers_are_drawn_as_often_as_their_share():
    window = np.array([[1.0, 0.0, 2.0], [3.0, 4.0, 0.0]])
    x = np.broadcast_to(window, (20_000, 1, 2, 3))
    y, picks = F.stochastic_pool2d(x, (2, 3), np.random.default_rng(0))
    counts = np.bincount(picks.ravel(), minlength=6) / len(x)
    np.testing.assert_allclose(counts, window.ravel() / 10, atol=0.012)  # four standard errors
    assert not counts[window.ravel() == 0].any()
    np.testing.assert_array_equal(y, window.ravel()[picks])


@drawn
@given(
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    seeds,
)
def test_every_draw_comes_from_its_window_and_takes_the_gradient(k, stride, seed):
    (x,) = normal(seed, (2, 2, 5, 6))
    x = np.maximum(x, 0)
    y, picks = F.stochastic_pool2d(x, k, np.random.default_rng(seed), stride)
    (dy,) = normal(seed + 1, y.shape)
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(*y.shape):
        rows = slice(i * stride[0], i * stride[0] + k[0])
        columns = slice(j * stride[1], j * stride[1] + k[1])
        window = x[n, c, rows, columns].ravel()
        if window.any():
            assert y[n, c, i, j] == window[picks[n, c, i, j]] > 0
            u, v = divmod(picks[n, c, i, j], k[1])
            dx[n, c, i * stride[0] + u, j * stride[1] + v] += dy[n, c, i, j]
        else:
            assert y[n, c, i, j] == 0
            assert picks[n, c, i, j] == -1
    np.testing.assert_allclose(F.stochastic_pool2d_backward(dy, picks, x.shape, k, stride), dx)


class Fixed(np.random.Generator):
    """Draws the same number every time."""

    def __init__(self, number):
        super().__init__(np.random.PCG64(0))
        self.number = number

    def random(self, *args, **kwargs):
        return np.full(args[0], self.number)


@pytest.mark.parametrize(("number", "pick"), [(0.0, 1), (np.nextafter(1, 0), 2)])
def test_the_first_and_the_last_mark_fall_on_a_number_too(number, pick):
    x = np.array([[0.0, 0.3, 0.7, 0.0]]).reshape(1, 1, 2, 2)
    y, picks = F.stochastic_pool2d(x, 2, Fixed(number))
    assert picks.item() == pick
    assert y.item() == x.flat[pick]


def test_the_same_seed_draws_the_same():
    x = np.ones((2, 3, 8, 8))
    first = F.stochastic_pool2d(x, 2, np.random.default_rng(3))[1]
    np.testing.assert_array_equal(
        first, F.stochastic_pool2d(x.astype("float32"), 2, np.random.default_rng(3))[1]
    )
    assert (first != F.stochastic_pool2d(x, 2, np.random.default_rng(4))[1]).any()


A, rng = np.zeros, np.random.default_rng(0)
ERRORS = [
    (
        lambda: F.stochastic_pool2d(A((1, 1, 4, 4)) - 1, 2, rng),
        ParameterError,
        "stochastic_pool2d: received x with a smallest number of -1.0. Expected x nowhere "
        "negative, as after relu. Apply relu first.",
    ),
    (
        lambda: F.stochastic_pool2d(A((1, 1, 4, 4)) * np.nan, 2, rng),
        ParameterError,
        "stochastic_pool2d: received x with a smallest number of nan. Expected x nowhere negative, "
        "as after relu. Apply relu first.",
    ),
    (
        lambda: F.stochastic_pool2d(A((1, 1, 4, 4)), 2, 0),
        DTypeError,
        "stochastic_pool2d: received rng as 0. Expected a numpy.random.Generator. Make one with "
        "numpy.random.default_rng(seed).",
    ),
    (
        lambda: F.stochastic_pool2d(A((4, 4)), 2, rng),
        ShapeError,
        "stochastic_pool2d: received x of shape (4, 4). Expected x of shape (N, C, H, W). Add the "
        "batch and channel axes: x[None, None].",
    ),
    (
        lambda: F.stochastic_pool2d_backward(A((1, 1, 2, 2)), A((1, 1, 2, 2), int), (4, 4), 2),
        ParameterError,
        "stochastic_pool2d_backward: received shape = (4, 4). Expected (N, C, H, W). Give x.shape.",
    ),
    (
        lambda: F.stochastic_pool2d_backward(
            A((1, 1, 2, 2)), A((1, 1, 3, 2), int), (1, 1, 4, 4), 2
        ),
        ShapeError,
        "stochastic_pool2d_backward: received picks of shape (1, 1, 3, 2). Expected picks of shape "
        "(1, 1, 2, 2), the shape of the output. Check where picks comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
