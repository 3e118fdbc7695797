"""Pooling against loops over windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds

small = st.integers(1, 3)


def windows(shape, k, stride, pads):
    """Yield (i, j, pixels of the window that lie inside the image, in row-major order)."""
    left, right, top, bottom = pads
    h, w = shape
    for i in range((h + top + bottom - k[0]) // stride[0] + 1):
        for j in range((w + left + right - k[1]) // stride[1] + 1):
            rows = range(i * stride[0] - top, i * stride[0] - top + k[0])
            columns = range(j * stride[1] - left, j * stride[1] - left + k[1])
            yield i, j, [(r, s) for r in rows for s in columns if 0 <= r < h and 0 <= s < w]


def slow_pool(x, k, stride, pads, reduce):
    places = list(windows(x.shape[2:], k, stride, pads))
    y = np.zeros((*x.shape[:2], places[-1][0] + 1, places[-1][1] + 1))
    for n, c in np.ndindex(*x.shape[:2]):
        for i, j, pixels in places:
            y[n, c, i, j] = reduce([x[n, c, r, s] for r, s in pixels])
    return y


def slow_max_backward(dy, x, k, stride, pads):
    dx = np.zeros_like(x)
    for n, c in np.ndindex(*x.shape[:2]):
        for i, j, pixels in windows(x.shape[2:], k, stride, pads):
            values = [x[n, c, r, s] for r, s in pixels]
            winner = pixels[values.index(max(values))]  # the first of equals
            dx[(n, c, *winner)] += dy[n, c, i, j]
    return dx


@st.composite
def cases(draw: st.DrawFn):
    k, stride = (draw(small), draw(small)), (draw(small), draw(small))
    pads = tuple(draw(st.integers(0, size - 1)) for size in (k[1], k[1], k[0], k[0]))
    left, right, top, bottom = pads
    h = max(1, k[0] - top - bottom) + draw(st.integers(0, 4))
    w = max(1, k[1] - left - right) + draw(st.integers(0, 4))
    (x,) = normal(draw(seeds), (draw(st.integers(1, 2)), draw(small), h, w))
    kind = draw(st.sampled_from(["plain", "ties", "negative"]))
    x = {"plain": x, "ties": x.round(), "negative": -np.abs(x) - 1}[kind]
    return x, k, stride, pads


@drawn
@given(cases(), seeds)
def test_max_pooling_is_its_definition(case, seed):
    x, k, stride, pads = case
    y = F.max_pool2d(x, k, stride, pads)
    np.testing.assert_array_equal(y, slow_pool(x, k, stride, pads, max))
    (dy,) = normal(seed, y.shape)
    dx = F.max_pool2d_backward(dy, x, k, stride, pads)
    assert_close(dx, slow_max_backward(dy, x, k, stride, pads))
    assert np.isclose(dx.sum(), dy.sum())


@drawn
@given(cases(), seeds)
def test_sums_and_averages_are_their_definitions(case, seed):
    x, k, stride, pads = case
    sums = slow_pool(x, k, stride, pads, sum)
    assert_close(F.sum_pool2d(x, k, stride, pads), sums)
    assert_close(F.avg_pool2d(x, k, stride, pads), sums / (k[0] * k[1]))
    for forward, backward in (
        (F.sum_pool2d, F.sum_pool2d_backward),
        (F.avg_pool2d, F.avg_pool2d_backward),
    ):
        assert_adjoint(
            lambda v, forward=forward: forward(v, k, stride, pads),
            lambda dy, backward=backward: backward(dy, x, k, stride, pads),
            x.shape,
            seed,
        )


@pytest.mark.parametrize("name", ["max", "avg", "sum"])
def test_the_stride_is_the_window_unless_given(name):
    pool, back = getattr(F, f"{name}_pool2d"), getattr(F, f"{name}_pool2d_backward")
    x, dy = normal(0, (1, 2, 7, 8), (1, 2, 3, 2))
    assert pool(x, (2, 3)).shape == (1, 2, 3, 2)
    np.testing.assert_array_equal(pool(x, (2, 3)), pool(x, (2, 3), (2, 3)))
    np.testing.assert_array_equal(back(dy, x, (2, 3)), back(dy, x, (2, 3), stride=(2, 3)))
    assert not back(dy, x, (2, 3))[:, :, 6].any()  # the remainder is dropped


def test_padding_by_name():
    (x,) = normal(1, (1, 1, 5, 5))
    assert F.max_pool2d(x, 3, 2, "same").shape == (1, 1, 3, 3)
    assert F.avg_pool2d(x, 3, 1, "full").shape == (1, 1, 7, 7)
    np.testing.assert_array_equal(F.max_pool2d(x, 3, 2, "valid"), F.max_pool2d(x, 3, 2))


def test_infinities_pool_as_numbers_do():
    x = np.full((1, 1, 3, 3), -np.inf)
    dy = np.arange(1.0, 5).reshape(1, 1, 2, 2)
    np.testing.assert_array_equal(F.max_pool2d(x, 2, 2, 1), np.full((1, 1, 2, 2), -np.inf))
    assert F.max_pool2d_backward(dy, x, 2, 2, 1).sum() == dy.sum()  # none is lost in the padding


def test_nan_spreads_and_keeps_the_gradient():
    x = np.ones((1, 1, 2, 2))
    x[0, 0, 1, 0] = np.nan
    assert np.isnan(F.max_pool2d(x, 2)).all()
    assert F.max_pool2d_backward(np.full((1, 1, 1, 1), 5.0), x, 2).sum() == 5


def test_large_batches_on_several_threads(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "3")
    (x,) = normal(2, (13, 32, 62, 62))
    (dy,) = normal(3, (13, 32, 30, 30))
    for name in ("max", "avg", "sum"):
        pool, back = getattr(F, f"{name}_pool2d"), getattr(F, f"{name}_pool2d_backward")
        each = [pool(x[n : n + 1], 3, 2) for n in range(13)]
        np.testing.assert_array_equal(pool(x, 3, 2), np.concatenate(each))
        each = [back(dy[n : n + 1], x[n : n + 1], 3, 2) for n in range(13)]
        np.testing.assert_array_equal(back(dy, x, 3, 2), np.concatenate(each))


A = np.zeros
ERRORS = [
    (
        lambda: F.max_pool2d(A((8, 8)), 2),
        ShapeError,
        "max_pool2d: received x of shape (8, 8). Expected x of shape (N, C, H, W). Add the batch "
        "and channel axes: x[None, None].",
    ),
    (
        lambda: F.avg_pool2d(A((1, 1, 2, 8)), 3),
        ShapeError,
        "avg_pool2d: received a window that spans 3 rows over 2 rows. Expected a window of at most "
        "2 rows. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.sum_pool2d(A((1, 1, 8, 8)), 2, stride=0),
        ParameterError,
        "sum_pool2d: received stride = 0. Expected an integer of at least 1. Correct stride.",
    ),
    (
        lambda: F.max_pool2d(A((1, 1, 8, 8)), 2, padding=2),
        ParameterError,
        "max_pool2d: received padding (left, right, top, bottom) = (2, 2, 2, 2) for a window of "
        "2×2. Expected less padding than window on every side. Use less padding, so that every "
        "window holds a pixel.",
    ),
    (
        lambda: F.max_pool2d(A((1, 1, 8, 8)), "2"),
        ParameterError,
        "max_pool2d: received k = '2'. Expected an integer of at least 1. Correct k.",
    ),
    (
        lambda: F.max_pool2d_backward(A((1, 1, 8, 8)), A((1, 1, 8, 8)), 2),
        ShapeError,
        "max_pool2d_backward: received dy of shape (1, 1, 8, 8). Expected dy of shape "
        "(1, 1, 4, 4), the shape of the output. Check where dy comes from.",
    ),
    (
        lambda: F.avg_pool2d_backward(A((1, 2, 4, 4)), A((1, 1, 8, 8)), 2),
        ShapeError,
        "avg_pool2d_backward: received dy of shape (1, 2, 4, 4). Expected dy of shape "
        "(1, 1, 4, 4), the shape of the output. Check where dy comes from.",
    ),
    (
        lambda: F.sum_pool2d(A((1, 0, 8, 8)), 2),
        ShapeError,
        "sum_pool2d: received x of shape (1, 0, 8, 8). Expected at least one element along C. "
        "Check how x was made or cut.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
