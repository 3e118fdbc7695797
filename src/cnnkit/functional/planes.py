"""Images laid out so that what a tap of the window meets is one long run of memory.

In an image of width W, the pixels that one tap meets lie in OH short runs of OW numbers, and
copying many short runs is slow. Keep the image's rows apart by as many zeros as the window may
reach over the edge, and tap (u, v) meets, for *all* places at once, a single run that begins
u·pitch + v numbers later:

    row 0   . 1 2 3 . 4 5 6 . 7 8 9 .      pitch 4, one zero between the rows
    tap (0, 0)   ^-----------^             places of rows 0 and 1, and two that nobody asked for

One place at the end of each row is of no use: its window wraps around to the next row. We compute
it and never look at it. With a stride, pixels that are met by the same tap are not neighbours;
so the image is first dealt out into stride·stride **planes**, pixel (i, j) to plane (i mod
stride, j mod stride), in which they are.
"""

import itertools
import math
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

from cnnkit.backend import Array
from cnnkit.functional.window import Window
from cnnkit.functional.workspace import workspace


class Line(NamedTuple):
    """One axis of the layout.

    Attributes
    ----------
    pitch
        From one row (or column) of a plane to the next, the zeros between them included.
    taps
        For each tap: its plane, and where in it the first place begins.
    planes
        For each plane: positions in it, and the pixels that lie there.
    """

    pitch: int
    taps: list[tuple[int, int]]
    planes: list[tuple[slice, slice]]

    @property
    def reach(self) -> int:
        """How far behind its place a tap looks."""
        return max(offset for _, offset in self.taps)

    def looking_at(self, plane: int) -> tuple[slice, int, int]:
        """Return the taps that look at a plane, the step from one to the next, and the first."""
        taps = [tap for tap, (at, _) in enumerate(self.taps) if at == plane]
        offsets = [self.taps[tap][1] for tap in taps]
        if len(taps) == 1:
            return slice(taps[0], taps[0] + 1), 1, offsets[0]
        step = taps[1] - taps[0]
        return slice(taps[0], taps[-1] + 1, step), offsets[1] - offsets[0], offsets[0]


def lay_out(window: Window, axis: int, *, shared: bool) -> Line:
    """Lay out one axis; ``shared`` zeros serve as the end of one row and the start of the next.

    Examples
    --------
    >>> lay_out(Window.over("conv2d", (8, 8), 3, padding=1), 1, shared=True)
    Line(pitch=9, taps=[(0, 0), (0, 1), (0, 2)], planes=[(slice(1, 9, None), slice(0, 8, 1))])
    >>> lay_out(Window.over("conv2d", (8, 8), 3, stride=2), 1, shared=True).taps
    [(0, 0), (1, 0), (0, 1)]
    """
    n, step, places = window.size[axis], window.stride[axis], window.places[axis]
    before = window.pads[2 - 2 * axis]
    meetings = [divmod(u * window.dilation[axis], step) for u in range(window.k[axis])]
    remainders = sorted({remainder for _, remainder in meetings})
    taps = [(remainders.index(remainder), offset) for offset, remainder in meetings]
    pitch = places + max(offset for offset, _ in meetings)
    if shared:
        filled = -(-(before + n) // step)
        pitch = max(min(pitch, filled), pitch - before // step, places)
    planes = []
    for remainder in remainders:
        start = remainder - before  # the pixel at position 0
        low = max(0, -(start // step))
        high = max(low, min(pitch, (n - 1 - start) // step + 1))
        pixels = slice(start + low * step, max(0, start + (high - 1) * step + 1), step)
        planes.append((slice(low, high), pixels))
    return Line(pitch, taps, planes)


class Planes:
    """Memory for the planes of n images, used again and again.

    Attributes
    ----------
    memory
        (C, planes down, planes across, n, length of a plane).
    pitch
        Places in a row, of which the first OW count.
    """

    def __init__(self, xp: Any, n: int, channels: int, window: Window, dtype: Any) -> None:
        self.rows = lay_out(window, 0, shared=False)
        self.across = lay_out(window, 1, shared=True)
        self.pitch = self.across.pitch
        self.run = window.places[0] * self.pitch
        self.length = padded_length(n * self.run)
        plane = self.rows.pitch * self.pitch
        # The last row's windows wrap around too, to ``reach`` zeros behind it.
        grid = (channels, len(self.rows.planes), len(self.across.planes), n)
        self.memory = self._lay_memory(xp, (*grid, plane + self.across.reach), dtype)
        inner = self.memory[..., :plane].reshape(*grid, self.rows.pitch, self.pitch)
        self.pixels = [
            (inner[:, a, b, :, i, j], (..., y, x))
            for a, (i, y) in enumerate(self.rows.planes)
            for b, (j, x) in enumerate(self.across.planes)
        ]

    def _lay_memory(self, xp: Any, grid: tuple[int, ...], dtype: Any) -> Array:
        return workspace.zeros(xp, grid, dtype)

    def load(self, images: Array) -> None:
        """Deal images, given as (C, n, H, W), out into the planes."""
        for plane, pixels in self.pixels:
            plane[...] = images[pixels]


class Columns(Planes):
    """Planes, and memory for their columns.

    Attributes
    ----------
    matrix
        (C·KH·KW, length): row (c, u, v) holds what that tap meets at every place, in the order
        (n, OH, pitch).
    """

    def __init__(self, xp: Any, n: int, channels: int, window: Window, dtype: Any) -> None:
        self._pointwise = window.k == (1, 1)  # a single tap: its plane is the column
        super().__init__(xp, n, channels, window, dtype)
        self._clean = True
        self._taps = self._runs = []
        if self._pointwise:
            return
        used = n * self.run
        tall = channels * math.prod(window.k)
        self.matrix = workspace.empty(xp, (tall, self.length), dtype)
        self.matrix[:, used:] = 0
        by_tap = self.matrix[:, :used].reshape(channels, *window.k, n, self.run)
        self._taps = [
            (by_tap[:, u, v], self.memory[:, a, b, :, i * self.pitch + j :][..., : self.run])
            for u, (a, i) in enumerate(self.rows.taps)
            for v, (b, j) in enumerate(self.across.taps)
        ]
        strided = xp is np
        self._runs = _runs(by_tap, self.memory, self.rows, self.across) if strided else self._taps

    def _lay_memory(self, xp: Any, grid: tuple[int, ...], dtype: Any) -> Array:
        if not self._pointwise:
            return super()._lay_memory(xp, grid, dtype)
        channels, _, _, n, plane = grid
        self.matrix = workspace.zeros(xp, (channels, self.length), dtype)
        return self.matrix[:, : n * plane].reshape(grid)

    def gather(self, images: Array) -> None:
        """Lay out images, given as (C, n, H, W), and their columns."""
        if not self._clean:
            self.memory[...] = 0
            self._clean = True
        self.load(images)
        for columns, runs in self._runs:
            columns[...] = runs

    def scatter(self, images: Array, *, add: bool) -> None:
        """Add the columns up into images of shape (C, n, H, W): the transpose of ``gather``.

        With ``add``, on top of what the images hold.
        """
        self._clean = False  # sums fall between the rows too
        if self._taps:
            self.memory[...] = 0
        for columns, run in self._taps:
            run += columns
        for plane, pixels in self.pixels:
            if add:
                images[pixels] += plane
            else:
                images[pixels] = plane


def _runs(
    by_tap: np.ndarray, memory: np.ndarray, rows: Line, columns: Line
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return one pair (columns, runs) for all the taps that look at the same plane.

    Their runs overlap, and each starts a fixed number of places after the one before: one strided
    view shows them all, and one call of NumPy copies them. Threads wait for one another whenever
    they call NumPy, so calls must be few and long.
    """
    channel, _, _, image, number = memory.strides
    pairs = []
    for a, b in itertools.product(range(len(rows.planes)), range(len(columns.planes))):
        us, down, row = rows.looking_at(a)
        vs, right, column = columns.looking_at(b)
        there = by_tap[:, us, vs]
        steps = (channel, down * columns.pitch * number, right * number, image, number)
        begin = memory[:, a, b, :, row * columns.pitch + column :]
        pairs.append((there, as_strided(begin, there.shape, steps)))
    return pairs


LINE = 16
"""Numbers in a cache line of 64 bytes, in single precision."""


def padded_length(n: int) -> int:
    """Round up to an odd number of cache lines.

    Rows that lie a multiple of 4096 bytes apart fall into the same few places of the cache and
    drive one another out.

    Examples
    --------
    >>> padded_length(1000), padded_length(1024)
    (1008, 1040)
    """
    return (-(-n // LINE) | 1) * LINE
