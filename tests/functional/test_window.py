"""The walk of a window: every tap meets the pixels that arithmetic says it does."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.functional.window import Window
from cnnkit.parallel import batch_chunks
from functional.properties import drawn, normal

small = st.integers(1, 3)
pairs = st.tuples(small, small)


@drawn
@given(
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    pairs,
    pairs,
    pairs,
    st.tuples(*[st.integers(0, 4)] * 4),
)
def test_taps_meet_the_right_pixels(size, k, stride, dilation, pads):
    left, right, top, bottom = pads
    spans = [d * (s - 1) + 1 for d, s in zip(dilation, k, strict=True)]
    assume(spans[0] <= size[0] + top + bottom and spans[1] <= size[1] + left + right)
    window = Window.over("test", size, k, stride=stride, padding=pads, dilation=dilation)
    numbers = np.arange(size[0] * size[1]).reshape(size)
    places = np.arange(window.places[0] * window.places[1]).reshape(window.places)
    met = set()
    order = []
    for tap in window.taps():
        order.append((tap.u, tap.v))
        pixels, where = numbers[tap.pixels], places[tap.places]
        assert pixels.shape == where.shape
        met |= {(tap.u, tap.v, p, q) for p, q in zip(where.flat, pixels.flat, strict=True)}
    assert order == sorted(order)
    expected = set()
    for (i, j), place in np.ndenumerate(places):
        for u, v in np.ndindex(*k):
            row = i * stride[0] + u * dilation[0] - top
            column = j * stride[1] + v * dilation[1] - left
            if 0 <= row < size[0] and 0 <= column < size[1]:
                expected.add((u, v, place, numbers[row, column]))
    assert met == expected


@drawn
@given(pairs, pairs, pairs, st.tuples(*[st.integers(0, 3)] * 4), st.integers(1, 6))
def test_bands_of_rows_are_the_whole_in_parts(k, stride, dilation, pads, parts):
    (x,) = normal(0, (1, 1, 7, 6))
    window = Window.over("test", (7, 6), k, stride=stride, padding=pads, dilation=dilation)
    settings = {"stride": stride, "dilation": dilation}
    whole = F.im2col(x, k, padding=pads, **settings).reshape(-1, *window.places)
    for first, last in batch_chunks(window.places[0], parts):
        band, rows = window.band(first, last)
        assert band.places == (last - first, window.places[1])
        if rows.stop > rows.start:
            part = F.im2col(x[:, :, rows], k, padding=band.pads, **settings)
            part = part.reshape(-1, *band.places)
        else:  # this band sees nothing but padding
            part = np.zeros_like(whole[:, first:last])
        np.testing.assert_array_equal(part, whole[:, first:last])


@drawn
@given(st.tuples(st.integers(4, 7), st.integers(4, 7)), pairs, pairs, st.tuples(*[small] * 4))
def test_rows_and_then_columns_are_the_window(size, k, stride, pads):
    window = Window.over("test", size, k, stride=stride, padding=pads)

    def total(x, along):
        y = np.zeros(along.places)
        for tap in along.taps():
            y[tap.places] += x[tap.pixels]
        return y

    (x,) = normal(0, size)
    both = total(total(x, window.rows()), window.columns())
    np.testing.assert_allclose(both, total(x, window), atol=1e-12)
