"""Correlation and convolution of signals and matrices against loops, and against NumPy in 1-D."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_close, drawn, full_text, normal, seeds


def slow_correlate2d(x, w, before, after):
    x = np.pad(x, [(b, a) for b, a in zip(before, after, strict=True)])
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i, j in np.ndindex(*y.shape):
        y[i, j] = sum(x[i + u, j + v] * w[u, v] for u, v in np.ndindex(kh, kw))
    return y


def frame(mode, k):
    if mode == "valid":
        return 0, 0
    return (k - 1, k - 1) if mode == "full" else ((k - 1) // 2, k // 2)


@drawn
@given(
    st.tuples(st.integers(3, 6), st.integers(3, 6)),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.sampled_from(["valid", "same", "full"]),
    seeds,
)
def test_in_two_dimensions_they_are_their_definitions(size, k, mode, seed):
    x, w = normal(seed, size, k)
    before, after = zip(*(frame(mode, s) for s in k), strict=True)
    assert_close(F.correlate2d(x, w, mode), slow_correlate2d(x, w, before, after))
    assert_close(F.convolve2d(x, w, mode), slow_correlate2d(x, w[::-1, ::-1], before, after))


@drawn
@given(st.integers(3, 8), st.integers(1, 3), st.sampled_from(["valid", "same", "full"]), seeds)
def test_in_one_dimension_they_are_numpys(n, k, mode, seed):
    x, w = normal(seed, (n,), (k,))
    if mode != "same" or k % 2:  # for an even filter NumPy puts the odd zero at the start
        assert_close(F.convolve1d(x, w, mode), np.convolve(x, w, mode))
        assert_close(F.correlate1d(x, w, mode), np.correlate(x, w, mode))
    assert_close(F.correlate1d(x, w, mode), F.correlate2d(x[None], w[None], mode)[0])
    assert_close(F.convolve1d(x, w, mode), F.convolve2d(x[None], w[None], mode)[0])


def test_the_worked_example_by_hand():
    x = np.array(
        [
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.2, 0.8, 0.0, 0.3, 0.6, 0.0],
            [0.2, 0.9, 0.0, 0.3, 0.8, 0.0],
            [0.3, 0.8, 0.7, 0.8, 0.9, 0.0],
            [0.0, 0.0, 0.0, 0.2, 0.8, 0.0],
            [0.0, 0.0, 0.0, 0.2, 0.2, 0.0],
        ]
    )
    cross = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    expected = [[1, 1.2, 1.1, 0.9], [2.1, 2.7, 2.5, 1.9], [1, 2.1, 2.4, 1.4], [1, 1.8, 2, 1.8]]
    assert_close(F.correlate2d(x, cross), np.array(expected))
    assert_close(F.convolve2d(x, cross), np.array(expected))  # the filter is symmetric


def test_convolution_commutes_and_correlation_does_not():
    x, w = normal(0, (4, 4), (2, 3))
    assert_close(F.convolve2d(x, w, "full"), F.convolve2d(w, x, "full"))
    assert np.abs(F.correlate2d(x, w, "full") - F.correlate2d(w, x, "full")).max() > 0.1


A = np.zeros
ERRORS = [
    (
        lambda: F.correlate2d(A((1, 1, 8, 8)), A((3, 3))),
        ShapeError,
        "correlate2d: received x of shape (1, 1, 8, 8). Expected x of shape (H, W). Give x 2 axes.",
    ),
    (
        lambda: F.convolve2d(A((8, 8)), A(3)),
        ShapeError,
        "convolve2d: received w of shape (3,). Expected w of shape (KH, KW). Give w 2 axes.",
    ),
    (
        lambda: F.correlate2d(A((2, 8)), A((3, 3))),
        ShapeError,
        "correlate2d: received a window that spans 3 rows over 2 rows. Expected a window of at "
        "most 2 rows. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.convolve2d(A((8, 8)), A((3, 3)), "wide"),
        ParameterError,
        "convolve2d: received mode = 'wide'. Expected 'valid', 'same' or 'full'. Choose one of the "
        "three.",
    ),
    (
        lambda: F.correlate1d(A((8, 8)), A(3)),
        ShapeError,
        "correlate1d: received x of shape (8, 8). Expected x of shape (L,). Give x 1 axis.",
    ),
    (
        lambda: F.correlate1d(A(2), A(3)),
        ShapeError,
        "correlate1d: received a window that spans 3 elements over 2 elements. Expected a window "
        "of at most 2 elements. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.convolve1d(A(8), A((1, 3))),
        ShapeError,
        "convolve1d: received w of shape (1, 3). Expected w of shape (K,). Give w 1 axis.",
    ),
    (
        lambda: F.correlate1d(A(0), A(3)),
        ShapeError,
        "correlate1d: received x of shape (0,). Expected at least one element along L. Check how x "
        "was made or cut.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
