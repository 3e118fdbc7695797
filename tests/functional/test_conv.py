"""Convolution layers against loops that follow the formula, element by element."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds


def slow_conv2d(x, w, b, stride, pads, dilation, groups):
    """y[n, f, i, j] = b[f] + Σ x[n, c, …] w[f, c, u, v], one product at a time."""
    left, right, top, bottom = pads
    x = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    f_count, c_count, kh, kw = w.shape
    oh = (x.shape[2] - dilation[0] * (kh - 1) - 1) // stride[0] + 1
    ow = (x.shape[3] - dilation[1] * (kw - 1) - 1) // stride[1] + 1
    y = np.zeros((len(x), f_count, oh, ow))
    for n, f, i, j in np.ndindex(*y.shape):
        total = 0.0 if b is None else b[f]
        first = f // (f_count // groups) * c_count
        for c, u, v in np.ndindex(c_count, kh, kw):
            pixel = x[
                n, first + c, i * stride[0] + u * dilation[0], j * stride[1] + v * dilation[1]
            ]
            total += pixel * w[f, c, u, v]
        y[n, f, i, j] = total
    return y


def slow_conv2d_backward(dy, x, w, stride, pads, dilation, groups):
    """Hand every product's gradient to its pixel, its weight and its bias."""
    left, right, top, bottom = pads
    padded = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    dx, dw, db = np.zeros_like(padded), np.zeros_like(w), np.zeros(len(w))
    for n, f, i, j in np.ndindex(*dy.shape):
        db[f] += dy[n, f, i, j]
        first = f // (len(w) // groups) * w.shape[1]
        for c, u, v in np.ndindex(*w.shape[1:]):
            place = n, first + c, i * stride[0] + u * dilation[0], j * stride[1] + v * dilation[1]
            dx[place] += dy[n, f, i, j] * w[f, c, u, v]
            dw[f, c, u, v] += dy[n, f, i, j] * padded[place]
    return dx[:, :, top : top + x.shape[2], left : left + x.shape[3]], dw, db


@dataclass
class Case:
    x: np.ndarray
    w: np.ndarray
    b: np.ndarray | None
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]
    dilation: tuple[int, int]
    groups: int

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "stride": self.stride,
            "padding": self.pads,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    @property
    def walk(self) -> tuple[Any, ...]:
        return self.stride, self.pads, self.dilation, self.groups


@st.composite
def cases(draw: st.DrawFn) -> Case:
    small = st.integers(1, 3)
    n, groups = draw(st.integers(0, 2)), draw(small)
    c, f = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    kh, kw, sh, sw = (draw(small) for _ in range(4))
    dh, dw = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    left, right, top, bottom = (draw(st.integers(0, 3)) for _ in range(4))
    h = max(1, dh * (kh - 1) + 1 - top - bottom) + draw(st.integers(0, 4))
    w = max(1, dw * (kw - 1) + 1 - left - right) + draw(st.integers(0, 4))
    x, filters, bias = normal(
        draw(seeds), (n, groups * c, h, w), (groups * f, c, kh, kw), (groups * f,)
    )
    b = bias if draw(st.booleans()) else None
    return Case(x, filters, b, (sh, sw), (left, right, top, bottom), (dh, dw), groups)


@drawn
@given(cases())
def test_conv2d_is_its_definition(case: Case):
    got = F.conv2d(case.x, case.w, case.b, **case.settings)
    assert_close(got, slow_conv2d(case.x, case.w, case.b, *case.walk))


@drawn
@given(cases(), seeds)
def test_conv2d_backward_is_its_definition(case: Case, seed: int):
    y = slow_conv2d(case.x, case.w, None, *case.walk)
    (dy,) = normal(seed, y.shape)
    got = F.conv2d_backward(dy, case.x, case.w, **case.settings)
    expected = slow_conv2d_backward(dy, case.x, case.w, *case.walk)
    for g, e in zip(got, expected, strict=True):
        assert_close(g, e)


@drawn
@given(cases(), seeds)
def test_conv2d_and_its_gradients_are_adjoint(case: Case, seed: int):
    def by_x(v):
        return F.conv2d(v, case.w, **case.settings)

    def by_w(v):
        return F.conv2d(case.x, v, **case.settings)

    assert_adjoint(
        by_x,
        lambda dy: F.conv2d_backward(dy, case.x, case.w, **case.settings)[0],
        case.x.shape,
        seed,
    )
    assert_adjoint(
        by_w,
        lambda dy: F.conv2d_backward(dy, case.x, case.w, **case.settings)[1],
        case.w.shape,
        seed,
    )


NUMPY_MODES = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}


@drawn
@given(
    st.sampled_from(["edge", "reflect", "wrap"]),
    st.tuples(*[st.integers(0, 2)] * 4),
    st.integers(1, 2),
    seeds,
)
def test_padding_modes_are_a_padded_image_without_padding(mode, pads, stride, seed):
    x, w, b = normal(seed, (2, 3, 4, 5), (2, 3, 2, 3), (2,))
    left, right, top, bottom = pads
    frame = ((0, 0), (0, 0), (top, bottom), (left, right))
    padded = np.pad(x, frame, mode=NUMPY_MODES[mode])
    settings = {"stride": stride, "padding": pads, "padding_mode": mode}
    got = F.conv2d(x, w, b, **settings)
    assert_close(got, slow_conv2d(padded, w, b, (stride,) * 2, (0,) * 4, (1, 1), 1))
    assert_adjoint(
        lambda v: F.conv2d(v, w, **settings),
        lambda dy: F.conv2d_backward(dy, x, w, **settings)[0],
        x.shape,
        seed,
    )
    assert_adjoint(
        lambda v: F.conv2d(x, v, **settings),
        lambda dy: F.conv2d_backward(dy, x, w, **settings)[1],
        w.shape,
        seed,
    )


def test_every_way_to_write_padding():
    x, w = normal(0, (1, 2, 7, 9), (3, 2, 3, 4))

    def shape(padding, **settings):
        return F.conv2d(x, w, padding=padding, **settings).shape[2:]

    assert shape("valid") == shape(0) == (5, 6)
    assert shape("same") == (7, 9)
    assert shape("same", stride=2) == (4, 5)
    assert shape("same", dilation=2) == (7, 9)
    assert shape("full") == shape((2, 3)) == (9, 12)
    assert shape("full", dilation=(1, 2)) == (9, 15)
    assert shape((1, 0)) == (7, 6)
    assert shape((0, 1, 0, 0)) == (5, 7)
    assert_close(F.conv2d(x, w, padding="same"), F.conv2d(x, w, padding=(1, 2, 1, 1)))
    assert_close(F.conv2d(x, w, padding=(2, 1)), F.conv2d(x, w, padding=(1, 1, 2, 2)))


def test_groups_are_separate_convolutions_side_by_side():
    x, w, b = normal(1, (2, 6, 5, 6), (9, 2, 3, 2), (9,))
    parts = [
        F.conv2d(x[:, 2 * g : 2 * g + 2], w[3 * g : 3 * g + 3], b[3 * g : 3 * g + 3])
        for g in range(3)
    ]
    assert_close(F.conv2d(x, w, b, groups=3), np.concatenate(parts, axis=1))


def test_depthwise_is_one_group_for_each_channel():
    x, w, b, dy = normal(2, (2, 3, 6, 7), (6, 1, 2, 3), (6,), (2, 6, 3, 3))
    settings = {"stride": 2, "padding": (1, 0)}
    got = F.depthwise_conv2d(x, w, b, **settings)
    assert_close(got, slow_conv2d(x, w, b, (2, 2), (0, 0, 1, 1), (1, 1), 3))
    dy = dy[:, :, :, : got.shape[3]]
    dy = np.resize(dy, got.shape)
    gradients = F.depthwise_conv2d_backward(dy, x, w, **settings)
    expected = slow_conv2d_backward(dy, x, w, (2, 2), (0, 0, 1, 1), (1, 1), 3)
    for g, e in zip(gradients, expected, strict=True):
        assert_close(g, e)


@drawn
@given(
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(1, 2),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
    st.integers(1, 2),
    seeds,
)
def test_conv1d_is_its_definition(k, stride, dilation, padding, groups, seed):
    x, w, b = normal(seed, (2, 2 * groups, 8), (3 * groups, 2, k), (3 * groups,))
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    padded = np.pad(x, ((0, 0), (0, 0), padding))
    length = (padded.shape[2] - dilation * (k - 1) - 1) // stride + 1
    expected = np.zeros((2, 3 * groups, length))
    for n, f, i in np.ndindex(*expected.shape):
        for c, u in np.ndindex(2, k):
            sample = padded[n, f // 3 * 2 + c, i * stride + u * dilation]
            expected[n, f, i] += sample * w[f, c, u]
    assert_close(F.conv1d(x, w, b, **settings), expected + b[:, None])
    (dy,) = normal(seed + 1, expected.shape)
    _, _, db = F.conv1d_backward(dy, x, w, **settings)
    assert_close(db, dy.sum(axis=(0, 2)))
    assert_adjoint(
        lambda v: F.conv1d(v, w, **settings),
        lambda dy: F.conv1d_backward(dy, x, w, **settings)[0],
        x.shape,
        seed,
    )
    assert_adjoint(
        lambda v: F.conv1d(x, v, **settings),
        lambda dy: F.conv1d_backward(dy, x, w, **settings)[1],
        w.shape,
        seed,
    )


def test_conv1d_pads_by_name():
    x, w = normal(3, (1, 2, 10), (1, 2, 4))
    assert F.conv1d(x, w, padding="same").shape == (1, 1, 10)
    assert F.conv1d(x, w, padding="full").shape == (1, 1, 13)
    assert F.conv1d(x, w, padding="valid").shape == (1, 1, 7)
    assert_close(
        F.conv1d(x, w, padding=(1, 2), padding_mode="reflect"),
        F.conv1d(np.pad(x, ((0, 0), (0, 0), (1, 2)), mode="reflect"), w),
    )


def test_a_batch_of_many_chunks_on_several_threads(monkeypatch):
    """Large enough that columns are made a few images at a time, by threads."""
    monkeypatch.setenv("CNNKIT_THREADS", "3")
    x, w, b, dy = normal(4, (21, 8, 30, 31), (6, 4, 3, 3), (6,), (21, 6, 30, 31))
    settings = {"padding": 1, "groups": 2}
    y = F.conv2d(x, w, b, **settings)
    dx, dw, db = F.conv2d_backward(dy, x, w, **settings)
    one_by_one = [F.conv2d(x[n : n + 1], w, b, **settings) for n in range(21)]
    assert_close(y, np.concatenate(one_by_one))
    each = [F.conv2d_backward(dy[n : n + 1], x[n : n + 1], w, **settings) for n in range(21)]
    assert_close(dx, np.concatenate([gradients[0] for gradients in each]))
    assert_close(dw, sum(gradients[1] for gradients in each))
    assert_close(db, sum(gradients[2] for gradients in each))


def test_a_stride_beyond_the_image_leaves_one_place():
    x, w = normal(5, (1, 1, 5, 6), (1, 1, 3, 3))
    assert_close(F.conv2d(x, w, stride=10**9), F.conv2d(x[:, :, :3, :3], w))


A = np.zeros
ERRORS = [
    (
        lambda: F.conv2d(A((8, 8)), A((4, 3, 3, 3))),
        ShapeError,
        "conv2d: received x of shape (8, 8). Expected x of shape (N, C, H, W). "
        "Add the batch and channel axes: x[None, None].",
    ),
    (
        lambda: F.conv2d(A((3, 8, 8)), A((4, 3, 3, 3))),
        ShapeError,
        "conv2d: received x of shape (3, 8, 8). Expected x of shape (N, C, H, W). "
        "Add the batch axis: x[None].",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((3, 3))),
        ShapeError,
        "conv2d: received w of shape (3, 3). Expected w of shape (F, C/groups, KH, KW). "
        "Give w 4 axes.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 0, 8)), A((4, 3, 3, 3))),
        ShapeError,
        "conv2d: received x of shape (1, 3, 0, 8). Expected at least one element along H. "
        "Check how x was made or cut.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 2, 3, 3))),
        ShapeError,
        "conv2d: received x with 3 channels and w for 2 channels. Expected w of shape "
        "(4, 3, 3, 3) for x of shape (1, 3, 8, 8). Make the second axis of w fit the second axis "
        "of x.",
    ),
    (
        lambda: F.conv2d(A((1, 4, 8, 8)), A((4, 4, 3, 3)), groups=2),
        ShapeError,
        "conv2d: received x with 4 channels and w for 4 channels in each of 2 groups. Expected w "
        "of shape (4, 2, 3, 3) for x of shape (1, 4, 8, 8). Make the second axis of w fit the "
        "second axis of x.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), groups=2),
        ParameterError,
        "conv2d: received groups = 2 for 3 channels and 4 filters. Expected a number that divides "
        "both. Choose another number of groups.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 4, 8)), A((4, 3, 5, 3))),
        ShapeError,
        "conv2d: received a window that spans 5 rows over 4 rows. Expected a window of at most 4 "
        "rows. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 4)), A((4, 3, 3, 4)), padding=1, dilation=2),
        ShapeError,
        "conv2d: received a window that spans 7 columns over 4 columns and 2 of padding. Expected "
        "a window of at most 6 columns. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), A(3)),
        ShapeError,
        "conv2d: received b of shape (3,). Expected b of shape (4,), one bias for each of the 4 "
        "maps. Check where b comes from.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), stride=0),
        ParameterError,
        "conv2d: received stride = 0. Expected an integer of at least 1. Correct stride.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), stride=1.5),
        ParameterError,
        "conv2d: received stride = 1.5. Expected an integer of at least 1. Correct stride.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), stride=True),
        ParameterError,
        "conv2d: received stride = True. Expected an integer of at least 1. Correct stride.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), stride=(1, 2, 3)),
        ParameterError,
        "conv2d: received stride of 3 numbers. Expected one integer, or two (rows, columns). Give "
        "stride as an integer or a pair.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), padding=-1),
        ParameterError,
        "conv2d: received padding = -1. Expected an integer of at least 0. Correct padding.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), padding="wide"),
        ParameterError,
        "conv2d: received padding = 'wide'. Expected an integer, (rows, columns), (left, right, "
        "top, bottom), 'valid', 'same' or 'full'. Write padding in one of these ways.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), padding=(1, 2, 3)),
        ParameterError,
        "conv2d: received padding = (1, 2, 3). Expected an integer, (rows, columns), (left, right, "
        "top, bottom), 'valid', 'same' or 'full'. Write padding in one of these ways.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), A((4, 3, 3, 3)), padding_mode="mirror"),
        ParameterError,
        "conv2d: received padding mode 'mirror'. Expected 'zero', 'edge', 'reflect' or 'wrap'. "
        "Choose one of the four.",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8)), None),
        DTypeError,
        "conv2d: received w as None. Expected a NumPy or CuPy array. Make it one with "
        "numpy.asarray(w).",
    ),
    (
        lambda: F.conv2d(A((1, 3, 8, 8), complex), A((4, 3, 3, 3))),
        DTypeError,
        "conv2d: received x of dtype complex128. Expected real numbers. Convert it: "
        "x.astype('float32').",
    ),
    (
        lambda: F.conv2d_backward(A((1, 4, 8, 8)), A((1, 3, 8, 8)), A((4, 3, 3, 3))),
        ShapeError,
        "conv2d_backward: received dy of shape (1, 4, 8, 8). Expected dy of shape (1, 4, 6, 6), "
        "the shape of the output. Check where dy comes from.",
    ),
    (
        lambda: F.depthwise_conv2d(A((1, 3, 8, 8)), A((4, 1, 3, 3))),
        ShapeError,
        "depthwise_conv2d: received w of shape (4, 1, 3, 3) for x of shape (1, 3, 8, 8). Expected "
        "w of shape (3, 1, KH, KW), as many for every channel. Give each channel its own filters, "
        "one channel deep.",
    ),
    (
        lambda: F.depthwise_conv2d(A((1, 3, 8, 8)), A((3, 3, 3, 3))),
        ShapeError,
        "depthwise_conv2d: received w of shape (3, 3, 3, 3) for x of shape (1, 3, 8, 8). Expected "
        "w of shape (3, 1, KH, KW), as many for every channel. Give each channel its own filters, "
        "one channel deep.",
    ),
    (
        lambda: F.conv1d(A((1, 3, 8, 8)), A((4, 3, 3))),
        ShapeError,
        "conv1d: received x of shape (1, 3, 8, 8). Expected x of shape (N, C, L). Give x 3 axes.",
    ),
    (
        lambda: F.conv1d(A((1, 3, 4)), A((4, 3, 5))),
        ShapeError,
        "conv1d: received a window that spans 5 elements over 4 elements. Expected a window of at "
        "most 4 elements. Use a smaller window, less dilation, or more padding.",
    ),
    (
        lambda: F.conv1d(A((1, 3, 8)), A((4, 2, 5))),
        ShapeError,
        "conv1d: received x with 3 channels and w for 2 channels. Expected w of shape (4, 3, 5) "
        "for x of shape (1, 3, 8). Make the second axis of w fit the second axis of x.",
    ),
    (
        lambda: F.conv1d_backward(A((1, 4, 8)), A((1, 3, 8)), A((4, 3, 5))),
        ShapeError,
        "conv1d_backward: received dy of shape (1, 4, 8). Expected dy of shape (1, 4, 4), the "
        "shape of the output. Check where dy comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors_say_what_came_what_was_expected_and_what_to_do(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text
