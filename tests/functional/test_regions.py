"""Region-of-interest pooling against a loop over boxes and bins."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import assert_close, drawn, full_text, normal, seeds
from standin import to_standin


def bins(start, stop, count):
    """Cut start..stop into bins from floor to ceil."""
    length = stop - start
    return [
        range(start + math.floor(b * length / count), start + math.ceil((b + 1) * length / count))
        for b in range(count)
    ]


def slow_roi(dy, x, boxes, size):
    """Return y, and dx for the gradient dy."""
    y, dx = np.zeros((len(boxes), x.shape[1], *size)), np.zeros_like(x)
    for r, (n, y0, x0, y1, x1) in enumerate(boxes):
        for c in range(x.shape[1]):
            for i, rows in enumerate(bins(y0, y1, size[0])):
                for j, columns in enumerate(bins(x0, x1, size[1])):
                    pixels = [(p, q) for p in rows for q in columns]
                    values = [x[n, c, p, q] for p, q in pixels]
                    winner = pixels[values.index(max(values))]
                    y[r, c, i, j] = max(values)
                    dx[(n, c, *winner)] += dy[r, c, i, j]
    return y, dx


@st.composite
def cases(draw: st.DrawFn):
    boxes = []
    for _ in range(draw(st.integers(0, 3))):
        y0, x0 = draw(st.integers(0, 5)), draw(st.integers(0, 6))
        y1, x1 = draw(st.integers(y0 + 1, 6)), draw(st.integers(x0 + 1, 7))
        boxes.append((draw(st.integers(0, 1)), y0, x0, y1, x1))
    size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    (x,) = normal(draw(seeds), (2, 2, 6, 7))
    return x.round() if draw(st.booleans()) else x, np.array(boxes, int).reshape(-1, 5), size


@drawn
@given(cases(), seeds)
def test_it_is_its_definition(case, seed):
    x, boxes, size = case
    (dy,) = normal(seed, (len(boxes), 2, *size))
    y, dx = slow_roi(dy, x, boxes, size)
    np.testing.assert_array_equal(F.roi_pool2d(x, boxes, size), y)
    assert_close(F.roi_pool2d_backward(dy, x, boxes, size), dx)


def test_boxes_may_lie_on_either_side():
    x, boxes = np.arange(16.0).reshape(1, 1, 4, 4), np.array([[0, 0, 0, 4, 4]])
    there = F.roi_pool2d(to_standin(x), boxes, 2)
    also = F.roi_pool2d(to_standin(x), to_standin(boxes), 2)
    np.testing.assert_array_equal(there.get(), F.roi_pool2d(x, boxes, 2))
    np.testing.assert_array_equal(there.get(), also.get())


A = np.zeros((2, 1, 4, 5))
ERRORS = [
    (
        lambda: F.roi_pool2d(A, [[0, 0, 0, 1, 1]], 1),
        DTypeError,
        "roi_pool2d: received boxes as a list. Expected an array of integers. Make it one with "
        "numpy.asarray(boxes, dtype='int64').",
    ),
    (
        lambda: F.roi_pool2d(A, np.zeros((1, 5)), 1),
        DTypeError,
        "roi_pool2d: received boxes as an array of shape (1, 5) and dtype float64. Expected an "
        "array of integers. Make it one with numpy.asarray(boxes, dtype='int64').",
    ),
    (
        lambda: F.roi_pool2d(A, np.array([0, 0, 0, 1, 1]), 1),
        ShapeError,
        "roi_pool2d: received boxes of shape (5,). Expected boxes of shape (R, 5): n, y0, x0, y1, "
        "x1. Give one row of five numbers for each box.",
    ),
    (
        lambda: F.roi_pool2d(A, np.array([[0, 0, 0, 1, 1], [1, 2, 0, 5, 5]]), 1),
        ParameterError,
        "roi_pool2d: received box 1: [1, 2, 0, 5, 5] for x of shape (2, 1, 4, 5). Expected "
        "0 <= n < 2, 0 <= y0 < y1 <= 4 and 0 <= x0 < x1 <= 5. Clip the boxes to the image and "
        "leave out empty ones.",
    ),
    (
        lambda: F.roi_pool2d(A, np.array([[0, 0, 0, 1, 1]]), 0),
        ParameterError,
        "roi_pool2d: received size = 0. Expected an integer of at least 1. Correct size.",
    ),
    (
        lambda: F.roi_pool2d_backward(np.zeros((1, 1, 1)), A, np.array([[0, 0, 0, 1, 1]]), 1),
        ShapeError,
        "roi_pool2d_backward: received dy of shape (1, 1, 1). Expected dy of shape (1, 1, 1, 1), "
        "the shape of the output. Check where dy comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text


@pytest.mark.parametrize("box", [(0, 2, 0, 2, 5), (0, -1, 0, 2, 2), (2, 0, 0, 1, 1)])
def test_empty_and_outlying_boxes_are_refused(box):
    with pytest.raises(ParameterError, match="box 0"):
        F.roi_pool2d(A, np.array([box]), 1)
