"""Columns from planes are im2col, apart from the places that nobody asked for."""

import math

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.functional.planes import LINE, Columns, padded_length
from cnnkit.functional.window import Window
from functional.properties import drawn, inner, normal, seeds

small = st.integers(1, 3)
pairs = st.tuples(small, small)
windows = (pairs, pairs, pairs, st.tuples(*[st.integers(0, 4)] * 4))


def fits(k, dilation, pads):
    left, right, top, bottom = pads
    rows, columns = (d * (s - 1) + 1 for d, s in zip(dilation, k, strict=True))
    return rows <= 7 + top + bottom and columns <= 6 + left + right


def asked_for(planes, n, window):
    """Return the columns as im2col has them: (n, C·KH·KW, OH·OW)."""
    (oh, ow), rows = window.places, len(planes.matrix)
    columns = planes.matrix[:, : n * oh * planes.pitch].reshape(rows, n, oh, planes.pitch)
    return columns[..., :ow].swapaxes(0, 1).reshape(n, rows, oh * ow)


@drawn
@given(*windows, st.booleans())
def test_gathered_columns_are_im2col(k, stride, dilation, pads, strided):
    (x,) = normal(0, (4, 3, 7, 6))
    settings = {"stride": stride, "padding": pads, "dilation": dilation}
    assume(fits(k, dilation, pads))
    window = Window.over("test", (7, 6), k, **settings)
    planes = Columns(np, 2, 3, window, x.dtype)
    if not strided:  # one run after the other, as on a device
        planes._runs = planes._taps
    for images in (x[:2], x[2:]):  # the second time in the same memory
        planes.gather(images.swapaxes(0, 1))
        np.testing.assert_array_equal(asked_for(planes, 2, window), F.im2col(images, k, **settings))


@drawn
@given(*windows, seeds)
def test_scatter_is_the_transpose_of_gather(k, stride, dilation, pads, seed):
    assume(fits(k, dilation, pads))
    window = Window.over("test", (7, 6), k, stride=stride, padding=pads, dilation=dilation)
    x, dy = normal(seed, (2, 3, 7, 6), (2, 3 * math.prod(k), math.prod(window.places)))
    planes = Columns(np, 2, 3, window, x.dtype)
    planes.gather(x.swapaxes(0, 1))
    whole = inner(asked_for(planes, 2, window), dy)
    planes.matrix[...] = 0
    rows = len(planes.matrix)
    there = planes.matrix[:, : 2 * window.places[0] * planes.pitch]
    there = there.reshape(rows, 2, window.places[0], planes.pitch)[..., : window.places[1]]
    there[...] = dy.reshape(2, rows, *window.places).swapaxes(0, 1)
    columns = planes.matrix.copy()
    dx = np.zeros_like(x)
    planes.scatter(dx.swapaxes(0, 1), add=False)
    assert abs(inner(dx, x) - whole) <= 1e-10 * max(1.0, abs(whole))
    planes.matrix[...] = columns
    planes.scatter(dx.swapaxes(0, 1), add=True)
    assert abs(inner(dx, x) - 2 * whole) <= 1e-10 * max(1.0, abs(whole))
    planes.gather(x.swapaxes(0, 1))  # what scatter left between the rows is gone
    np.testing.assert_array_equal(
        asked_for(planes, 2, window),
        F.im2col(x, k, stride=stride, padding=pads, dilation=dilation),
    )


def test_rows_begin_at_cache_lines_and_never_4096_bytes_apart():
    for n in range(1, 5000, 7):
        length = padded_length(n)
        assert n <= length < n + 2 * LINE + 1
        assert length % LINE == 0
        assert length * 4 % 4096 != 0
