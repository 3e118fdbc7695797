"""im2col against a loop over windows, and col2im as its transpose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds

small = st.integers(1, 3)


def slow_im2col(x, k, stride, pads, dilation):
    left, right, top, bottom = pads
    x = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    spans = [d * (s - 1) + 1 for d, s in zip(dilation, k, strict=True)]
    columns = [
        x[:, :, r : r + spans[0] : dilation[0], s : s + spans[1] : dilation[1]].reshape(len(x), -1)
        for r in range(0, x.shape[2] - spans[0] + 1, stride[0])
        for s in range(0, x.shape[3] - spans[1] + 1, stride[1])
    ]
    return np.stack(columns, axis=2)


@drawn
@given(
    st.tuples(small, small),
    st.tuples(small, small),
    st.tuples(*[st.integers(0, 2)] * 4),
    st.tuples(st.integers(1, 2), st.integers(1, 2)),
    seeds,
)
def test_im2col_is_its_definition_and_col2im_its_transpose(k, stride, pads, dilation, seed):
    (x,) = normal(seed, (2, 3, 6, 5))
    settings = {"stride": stride, "padding": pads, "dilation": dilation}
    np.testing.assert_array_equal(
        F.im2col(x, k, **settings), slow_im2col(x, k, stride, pads, dilation)
    )
    for fold in (F.col2im, F.im2col_backward):
        assert_adjoint(
            lambda v: F.im2col(v, k, **settings),
            lambda cols, fold=fold: fold(cols, x.shape, k, **settings),
            x.shape,
            seed,
        )
    assert_close(F.col2im_backward(x, k, **settings), F.im2col(x, k, **settings))


def test_the_order_of_a_column_fits_a_reshaped_filter():
    x, w = normal(0, (2, 3, 6, 7), (4, 3, 2, 3))
    product = (w.reshape(4, -1) @ F.im2col(x, (2, 3))).reshape(2, 4, 5, 5)
    assert_close(product, F.conv2d(x, w))


def test_overlapping_windows_add_up():
    counts = F.col2im(np.ones((1, 9, 9)), (1, 1, 5, 5), 3)[0, 0]
    np.testing.assert_array_equal(counts, np.outer([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]))


A = np.zeros
ERRORS = [
    (
        lambda: F.im2col(A((3, 8, 8)), 3),
        ShapeError,
        "im2col: received x of shape (3, 8, 8). Expected x of shape (N, C, H, W). Add the batch "
        "axis: x[None].",
    ),
    (
        lambda: F.im2col(A((1, 3, 8, 8)), 9),
        ShapeError,
        "im2col: received a window that spans 9 rows over 8 rows. Expected a window of at most 8 "
        "rows. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.im2col(A((1, 3, 8, 8)), 0),
        ParameterError,
        "im2col: received k = 0. Expected an integer of at least 1. Correct k.",
    ),
    (
        lambda: F.col2im(A((1, 9, 35)), (1, 1, 8, 8), 3),
        ShapeError,
        "col2im: received cols of shape (1, 9, 35). Expected cols of shape (1, 9, 36), "
        "(N, C·KH·KW, OH·OW) for this image. Check where cols comes from.",
    ),
    (
        lambda: F.col2im(A((1, 9, 36)), (1, 8, 8), 3),
        ParameterError,
        "col2im: received shape = (1, 8, 8). Expected (N, C, H, W). Give x.shape.",
    ),
    (
        lambda: F.im2col_backward(A((1, 9, 36)), (1, 1, 8, 0), 3),
        ParameterError,
        "im2col_backward: received shape = 0. Expected an integer of at least 1. Correct shape.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
