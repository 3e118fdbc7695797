"""Every pixel that a window meets is in one phase, with the taps that meet it."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.functional.phases import cover, phases
from cnnkit.functional.window import Window
from functional.properties import assert_close, drawn, normal

small = st.integers(1, 4)
pairs = st.tuples(small, small)


@drawn
@given(pairs, pairs, pairs, st.tuples(*[st.integers(0, 5)] * 4))
def test_the_phases_together_are_the_gradient(k, stride, dilation, pads):
    size, (left, right, top, bottom) = (11, 10), pads
    rows, columns = (d * (s - 1) + 1 for d, s in zip(dilation, k, strict=True))
    assume(rows <= 11 + top + bottom and columns <= 10 + left + right)
    window = Window.over("test", size, k, stride=stride, padding=pads, dilation=dilation)
    w, dy = normal(0, (2, 3, *k), (1, 2, *window.places))
    columns = np.einsum("fcuv,nfij->ncuvij", w, dy).reshape(1, 3 * k[0] * k[1], -1)
    expected = F.col2im(columns, (1, 3, *size), k, stride=stride, padding=pads, dilation=dilation)
    found = phases(window)
    dx = np.zeros((1, 3, *size))
    for phase in found:
        rows, columns = phase.pixels
        assert not dx[:, :, rows, columns].any()  # no pixel is in two phases
        down, across = phase.places
        us, vs = phase.taps
        turned = w[:, :, us, vs].swapaxes(0, 1)[..., ::-1, ::-1]
        walk = phase.window
        dx[:, :, rows, columns] = F.conv2d(
            dy[:, :, down, across], turned, padding=walk.pads, dilation=walk.dilation
        )
    assert_close(dx, expected)
    if cover(found, window):
        assert sum(dx[:, :, p.pixels[0], p.pixels[1]].size for p in found) == dx.size
    else:
        assert stride != (1, 1) or max(pads) > 0


def test_pixels_that_no_tap_meets_are_left_out():
    found = phases(Window.over("test", (5, 5), 1, stride=2))
    assert [phase.window.places for phase in found] == [(3, 3)]
    assert not cover(found, Window.over("test", (5, 5), 1, stride=2))
    assert cover(
        phases(Window.over("test", (5, 5), 2, stride=2, padding=1)),
        Window.over("test", (5, 5), 2, stride=2, padding=1),
    )
