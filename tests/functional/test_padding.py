"""Padding against numpy.pad, and its gradient as the transpose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds

NUMPY_MODES = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}
shapes = st.sampled_from([(4, 5), (1, 7), (3, 2, 6), (2, 3, 5, 4), (0, 3, 3), (1, 1)])


@pytest.mark.parametrize("mode", list(NUMPY_MODES))
@drawn
@given(shapes, st.data(), seeds)
def test_pad2d_is_numpy_pad(mode, shape, data, seed):
    h, w = shape[-2:]
    most = (w - 1, w - 1, h - 1, h - 1) if mode == "reflect" else (6, 6, 6, 6)
    pads = tuple(data.draw(st.integers(0, m)) for m in most)
    left, right, top, bottom = pads
    (x,) = normal(seed, shape)
    frame = [(0, 0)] * (len(shape) - 2) + [(top, bottom), (left, right)]
    np.testing.assert_array_equal(F.pad2d(x, pads, mode), np.pad(x, frame, mode=NUMPY_MODES[mode]))
    if len(x):
        assert_adjoint(
            lambda v: F.pad2d(v, pads, mode),
            lambda dy: F.pad2d_backward(dy, pads, mode),
            shape,
            seed,
        )


def test_an_integer_pads_all_four_sides():
    x = np.arange(6).reshape(2, 3)
    np.testing.assert_array_equal(F.pad2d(x, 2), np.pad(x, 2))
    np.testing.assert_array_equal(F.pad2d(x, np.int64(2)), np.pad(x, 2))


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float32", "float64", "bool"])
@pytest.mark.parametrize("mode", list(NUMPY_MODES))
def test_numbers_keep_their_type(dtype, mode):
    x = np.ones((3, 3), dtype)
    assert F.pad2d(x, 1, mode).dtype == dtype


def test_the_gradient_of_an_edge_collects_what_repeated_it():
    dy = np.ones((5, 5))
    expected = np.array([[4.0, 2.0, 4.0], [2.0, 1.0, 2.0], [4.0, 2.0, 4.0]])
    assert_close(F.pad2d_backward(dy, 1, "edge"), expected)
    assert_close(F.pad2d_backward(dy, 1, "zero"), np.ones((3, 3)))


A = np.zeros
ERRORS = [
    (
        lambda: F.pad2d(A(3), 1),
        ShapeError,
        "pad2d: received x of shape (3,). Expected x of shape (..., H, W). Give x at least two "
        "axes.",
    ),
    (
        lambda: F.pad2d([[1]], 1),
        DTypeError,
        "pad2d: received x as a list. Expected a NumPy or CuPy array. Make it one with "
        "numpy.asarray(x).",
    ),
    (
        lambda: F.pad2d(A((3, 0)), 1),
        ShapeError,
        "pad2d: received x of shape (3, 0). Expected at least one element along W. Check how x was "
        "made or cut.",
    ),
    (
        lambda: F.pad2d(A((3, 3)), -1),
        ParameterError,
        "pad2d: received padding = -1. Expected an integer of at least 0. Correct padding.",
    ),
    (
        lambda: F.pad2d(A((3, 3)), (1, 0, -2, 0)),
        ParameterError,
        "pad2d: received padding = -2. Expected an integer of at least 0. Correct padding.",
    ),
    (
        lambda: F.pad2d(A((3, 3)), (1, 2)),
        ParameterError,
        "pad2d: received padding = (1, 2). Expected an integer, or (left, right, top, bottom). "
        "Write padding in one of these ways.",
    ),
    (
        lambda: F.pad2d(A((3, 3)), "same"),
        ParameterError,
        "pad2d: received padding = 'same'. Expected an integer, or (left, right, top, bottom). "
        "Write padding in one of these ways.",
    ),
    (
        lambda: F.pad2d(A((3, 3)), 1, "constant"),
        ParameterError,
        "pad2d: received padding mode 'constant'. Expected 'zero', 'edge', 'reflect' or 'wrap'. "
        "Choose one of the four.",
    ),
    (
        lambda: F.pad2d(A((3, 4)), (0, 0, 0, 3), "reflect"),
        ShapeError,
        "pad2d: received reflect padding (left, right, top, bottom) = (0, 0, 0, 3) around 3 rows "
        "and 4 columns. Expected padding smaller than the axis, whose border is not repeated. Use "
        "less padding, or mode 'edge'.",
    ),
    (
        lambda: F.pad2d_backward(A((4, 3)), 2),
        ShapeError,
        "pad2d_backward: received dy of shape (4, 3). Expected more than 4 rows and 4 columns. "
        "Give the gradient of the padded array, and the same padding.",
    ),
    (
        lambda: F.pad2d_backward(A(4), 0),
        ShapeError,
        "pad2d_backward: received dy of shape (4,). Expected dy of shape (..., H, W). Give dy at "
        "least two axes.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
