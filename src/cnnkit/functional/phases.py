"""The way back through a convolution, as convolutions of stride 1 that walk over dy.

With stride 1, a pixel collects its gradient from all places within reach: that is again a
convolution, of dy, by the filter turned by 180 degrees. With a stride s, only every s-th pixel
meets the same taps of the filter. Those pixels are a **phase**: they collect from dy by the taps
that they meet, turned, and know nothing of the other phases. So the gradient of any convolution
is one convolution of stride 1 for each of its s·s phases.
"""

import itertools
import math
from typing import NamedTuple

from cnnkit.functional.window import Window


class Phase(NamedTuple):
    """Pixels of x that meet the same taps of the filter.

    ``x[:, :, *pixels]`` has the gradient that ``window`` makes from ``dy[:, :, *places]`` and
    ``w[:, :, *taps]``, turned by 180 degrees.
    """

    pixels: tuple[slice, slice]
    taps: tuple[slice, slice]
    places: tuple[slice, slice]
    window: Window


def phases(window: Window) -> list[Phase]:
    """List the phases of a window, without those pixels that no place looks at.

    Examples
    --------
    >>> (only,) = phases(Window.over("conv2d", (8, 8), 5, padding=1))
    >>> only.window.pads, only.window.size, only.window.places
    ((3, 3, 3, 3), (6, 6), (8, 8))
    >>> [phase.window.k for phase in phases(Window.over("conv2d", (8, 8), 3, stride=2))]
    [(2, 2), (2, 1), (1, 2), (1, 1)]
    """
    found = []
    for down, across in itertools.product(_along(window, 0), _along(window, 1)):
        pads = (*across.pads, *down.pads)
        k, spread = (down.k, across.k), (down.spread, across.spread)
        size, places = (down.size, across.size), (down.count, across.count)
        turned = Window(size, k, (1, 1), spread, pads, places)
        pixels, taps = (down.pixels, across.pixels), (down.taps, across.taps)
        found.append(Phase(pixels, taps, (down.places, across.places), turned))
    return found


def cover(found: list[Phase], window: Window) -> bool:
    """Whether every pixel is in one of the phases."""
    return sum(math.prod(phase.window.places) for phase in found) == math.prod(window.size)


class _Axis(NamedTuple):
    """A phase along one axis, and the numbers of the window that walks over dy."""

    pixels: slice
    taps: slice
    places: slice
    size: int
    k: int
    spread: int
    pads: tuple[int, int]
    count: int


def _along(window: Window, axis: int) -> list[_Axis]:
    n, step, dilation = window.size[axis], window.stride[axis], window.dilation[axis]
    before, places = window.pads[2 - 2 * axis], window.places[axis]
    meetings: dict[int, list[int]] = {}
    for u in range(window.k[axis]):
        meetings.setdefault(u * dilation % step, []).append(u)
    found = []
    for remainder, taps in sorted(meetings.items()):
        first = (remainder - before) % step  # the first pixel of the phase
        count = len(range(first, n, step))
        # Tap u, at place i, meets the phase's pixel i + offset(u).
        offsets = [(u * dilation - before - first) // step for u in taps]
        spread = offsets[1] - offsets[0] if len(taps) > 1 else 1
        low, high = -offsets[-1], count - 1 - offsets[0]  # places that pixels 0 and -1 reach
        start, stop = max(0, low), min(places, high + 1)
        if count == 0 or start >= stop:
            continue
        by = taps[1] - taps[0] if len(taps) > 1 else 1
        found.append(
            _Axis(
                slice(first, n, step),
                slice(taps[0], taps[-1] + 1, by),
                slice(start, stop),
                stop - start,
                len(taps),
                spread,
                (start - low, high + 1 - stop),
                count,
            )
        )
    return found
