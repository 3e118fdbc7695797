"""Transposed convolution against loops that scatter, element by element."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds

small = st.integers(1, 3)


def slow_conv_transpose2d(y, w, stride, pads, extra, dilation, groups):
    """Every number of y adds its filter, times itself, to the image; then the frame is cut off."""
    left, right, top, bottom = pads
    n_count, f_count, oh, ow = y.shape
    _, c_count, kh, kw = w.shape
    height = (oh - 1) * stride[0] + dilation[0] * (kh - 1) + 1 + extra[0]
    width = (ow - 1) * stride[1] + dilation[1] * (kw - 1) + 1 + extra[1]
    x = np.zeros((n_count, c_count * groups, height, width))
    for n, f, i, j in np.ndindex(*y.shape):
        first = f // (f_count // groups) * c_count
        for c, u, v in np.ndindex(c_count, kh, kw):
            row, column = i * stride[0] + u * dilation[0], j * stride[1] + v * dilation[1]
            x[n, first + c, row, column] += y[n, f, i, j] * w[f, c, u, v]
    return x[:, :, top : height - bottom, left : width - right]


@st.composite
def cases(draw: st.DrawFn):
    groups, stride = draw(small), (draw(small), draw(small))
    dilation = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    pads = tuple(draw(st.integers(0, 2)) for _ in range(4))
    extra = tuple(
        draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)
    )
    y, w, b = normal(
        draw(seeds),
        (draw(st.integers(0, 2)), groups * draw(small), draw(small), draw(small)),
        (1, draw(st.integers(1, 2)), draw(small), draw(small)),
        (1,),
    )
    w = np.concatenate([w * (f + 1) for f in range(y.shape[1])])
    expected = slow_conv_transpose2d(y, w, stride, pads, extra, dilation, groups)
    assume(expected.shape[2] > 0 and expected.shape[3] > 0)
    settings = {
        "stride": stride,
        "padding": pads,
        "output_padding": extra,
        "dilation": dilation,
        "groups": groups,
    }
    return y, w, b, settings, expected


@drawn
@given(cases(), seeds)
def test_it_is_its_definition_and_its_gradients_are_adjoint(case, seed):
    y, w, _, settings, expected = case
    b, dx = normal(seed, (expected.shape[1],), expected.shape)
    assert_close(F.conv_transpose2d(y, w, **settings), expected)
    assert_close(F.conv_transpose2d(y, w, b, **settings), expected + b[:, None, None])
    dy, dw, db = F.conv_transpose2d_backward(dx, y, w, **settings)
    assert dy.shape == y.shape
    assert dw.shape == w.shape
    assert_close(db, dx.sum(axis=(0, 2, 3)))
    assert_adjoint(
        lambda v: F.conv_transpose2d(v, w, **settings),
        lambda dx: F.conv_transpose2d_backward(dx, y, w, **settings)[0],
        y.shape,
        seed,
    )
    assert_adjoint(
        lambda v: F.conv_transpose2d(y, v, **settings),
        lambda dx: F.conv_transpose2d_backward(dx, y, w, **settings)[1],
        w.shape,
        seed,
    )


def test_it_is_the_dx_of_conv2d():
    x, w, dy = normal(0, (2, 4, 8, 9), (6, 2, 3, 2), (2, 6, 4, 5))
    settings = {"stride": 2, "padding": (1, 0), "groups": 2}
    dy = dy[:, :, :, :4]
    dx, _, _ = F.conv2d_backward(dy, x, w, **settings)
    # 8 rows leave a remainder of one under the stride, 9 columns too
    assert_close(F.conv_transpose2d(dy, w, output_padding=1, **settings), dx)


def test_sizes_follow_transposed_output_size():
    y, w = normal(1, (1, 2, 4, 5), (2, 3, 3, 4))
    x = F.conv_transpose2d(y, w, stride=3, padding=(1, 0), output_padding=(2, 1), dilation=2)
    assert x.shape[2] == F.transposed_output_size(4, 3, 3, 1, 2, 2)
    assert x.shape[3] == F.transposed_output_size(5, 4, 3, 0, 1, 2)


A = np.zeros
ERRORS = [
    (
        lambda: F.conv_transpose2d(A((2, 4, 4)), A((2, 3, 3, 3))),
        ShapeError,
        "conv_transpose2d: received y of shape (2, 4, 4). Expected y of shape (N, F, OH, OW). Add "
        "the batch axis: y[None].",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 4, 4)), A((2, 3, 3, 3))),
        ShapeError,
        "conv_transpose2d: received y with 3 feature maps and w with 2 filters. Expected as many "
        "feature maps as filters, for y of shape (1, 3, 4, 4). Give w as (F, C/groups, KH, KW), F "
        "the feature maps of y.",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 4, 4)), A((3, 3, 3, 3)), groups=2),
        ParameterError,
        "conv_transpose2d: received groups = 2 for 3 feature maps. Expected a number that divides "
        "them. Choose another number of groups.",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 4, 4)), A((3, 3, 3, 3)), padding="same"),
        ParameterError,
        "conv_transpose2d: received padding = 'same'. Expected an integer, (rows, columns) or "
        "(left, right, top, bottom). Give the padding of the convolution in numbers.",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 4, 4)), A((3, 3, 3, 3)), output_padding=1),
        ParameterError,
        "conv_transpose2d: received output_padding 1 with stride 1 and dilation 1. Expected an "
        "output_padding of at most 0. Choose it smaller than the stride.",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 1, 4)), A((3, 3, 3, 3)), padding=(2, 0)),
        ShapeError,
        "conv_transpose2d: received padding that leaves -1 rows. Expected at least 1 of the rows "
        "to remain. Use less padding.",
    ),
    (
        lambda: F.conv_transpose2d(A((1, 3, 4, 4)), A((3, 2, 3, 3)), A(3)),
        ShapeError,
        "conv_transpose2d: received b of shape (3,). Expected b of shape (2,), one bias for each "
        "of the 2 maps. Check where b comes from.",
    ),
    (
        lambda: F.conv_transpose2d_backward(A((1, 2, 6, 7)), A((1, 3, 4, 4)), A((3, 2, 3, 3))),
        ShapeError,
        "conv_transpose2d_backward: received dx of shape (1, 2, 6, 7). Expected dx of shape "
        "(1, 2, 6, 6), the shape of the output. Check where dx comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
