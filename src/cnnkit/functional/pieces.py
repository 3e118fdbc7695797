"""A batch in pieces so small that everything about one of them stays in the cache."""

import math
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from cnnkit.backend import Array
from cnnkit.functional.planes import Columns, Planes
from cnnkit.functional.strips import multiply_long
from cnnkit.functional.window import Window
from cnnkit.functional.workspace import workspace
from cnnkit.parallel import PARTS, batch_chunks, map_batch

PIECE_BYTES = 3 << 20
"""Memory for one piece on the CPU.

Larger pieces leave the caches of a core; smaller ones make threads wait for one another, since
between two calls of NumPy only one thread at a time can run.
"""

PART = 1 << 23
"""Multiplications that make up a part of the batch: shorter parts only wait for one another."""

LEAST_PLACES = 256
"""Places in a piece, however many bytes they take: each piece adds to all of dw."""

DEVICE_BYTES = 1 << 28
"""Memory for one piece elsewhere."""


class Piece(NamedTuple):
    """Some images, or some rows of one image: which places it makes, from which pixels."""

    images: slice
    places: slice
    pixels: slice
    window: Window


class Maps:
    """Memory for maps in the order of the columns: (F, n, OH, pitch)."""

    def __init__(self, xp: Any, n: int, f: int, window: Window, planes: Planes, dtype: Any) -> None:
        (oh, ow), pitch = window.places, planes.pitch
        self._memory = workspace.zeros(xp, (f, planes.length), dtype)
        used = self._memory[:, : n * oh * pitch].reshape(f, n, oh, pitch)
        self.values = used[..., :ow]

    def load(self, maps: Array) -> None:
        """Copy maps of shape (n, F, OH, OW) here; the places nobody asked for stay zero."""
        self.values[...] = maps.swapaxes(0, 1)

    def matrix(self, groups: int) -> Array:
        """Return the maps as one matrix for each group: (G, F/G, length)."""
        return self._memory.reshape(groups, -1, self._memory.shape[1])


class Bench:
    """What one thread needs for pieces of one size: columns, and two sets of maps."""

    def __init__(self, xp: Any, piece: Piece, channels: int, f: int, dtype: Any) -> None:
        n, window = piece.images.stop - piece.images.start, piece.window
        self._columns = Columns(xp, n, channels, window, dtype)
        self.gather, self.scatter = self._columns.gather, self._columns.scatter
        self.made = Maps(xp, n, f, window, self._columns, dtype)
        self.given = Maps(xp, n, f, window, self._columns, dtype)
        self._xp, self._result = xp, None

    def columns(self, groups: int) -> Array:
        """Return the columns as one matrix for each group: (G, K, length)."""
        return self._columns.matrix.reshape(groups, -1, self._columns.length)

    def multiply(self, a: Array, b: Array) -> Array:
        """Return a @ b, in memory that the next piece overwrites."""
        if self._result is None:
            shape = (a.shape[0], a.shape[1], b.shape[2])
            self._result = workspace.empty(self._xp, shape, a.dtype)
        return multiply_long(self._xp, a, b, self._result)


def bench_plan(
    xp: Any,
    n: int,
    channels: int,
    f: int,
    window: Window,
    dtype: Any,
    *,
    shape: tuple[int, ...],
    whole_images: bool = False,
) -> "Plan":
    """Plan to walk over n images of so many channels, with filters of this shape, on benches."""
    columns = channels * math.prod(window.k)
    pixels = channels * math.prod(window.stride)  # that a place is the first to look at
    # to copy a number takes as long as four multiplications
    effort = n * (math.prod(shape) + 4 * columns) * math.prod(window.places)
    return Plan(
        xp,
        n,
        window,
        lambda piece: Bench(xp, piece, channels, f, dtype),
        (columns + pixels + 2 * f) * dtype.itemsize,
        effort=effort,
        whole_images=whole_images,
    )


class Total:
    """Adds up what parts of a batch give, in the order of the parts, whenever each of them comes.

    So the sum does not depend on who was faster, and few of the parts are held at a time.

    Examples
    --------
    >>> total = Total()
    >>> total.add(4, 8, np.ones(2))
    >>> total.value is None
    True
    >>> total.add(0, 4, np.zeros(2))
    >>> total.value
    array([1., 1.])
    """

    def __init__(self) -> None:
        self.value: Any = None
        self._lock = threading.Lock()
        self._early: dict[int, tuple[int, Any]] = {}
        self._reached = 0

    def add(self, start: int, stop: int, found: Any) -> None:
        """Take what the part from ``start`` to ``stop`` gives: an array of its own, or None."""
        with self._lock:
            self._early[start] = stop, found
            while self._reached in self._early:
                self._reached, found = self._early.pop(self._reached)
                if self.value is None:
                    self.value = found
                elif found is not None:
                    self.value += found


class Plan:
    """How a batch is cut, and who works on it.

    Parameters
    ----------
    n, window
        How many images there are, and how the window walks over them.
    make
        Makes the bench for a piece.
    place
        Bytes for one place of the output, all in all.
    effort
        About how many multiplications the batch takes.
    whole_images
        Whether pieces of one image get in one another's way.
    """

    def __init__(
        self,
        xp: Any,
        n: int,
        window: Window,
        make: Callable[[Piece], Any],
        place: int,
        *,
        effort: float,
        whole_images: bool = False,
    ) -> None:
        self._xp, self._effort, self._make = xp, effort, make
        budget = PIECE_BYTES if xp is np else DEVICE_BYTES
        self._parts = int(max(1, min(PARTS, effort // PART)))
        budget = max(budget, LEAST_PLACES * place)
        self._pieces, bands = cut(window, n, place, budget, self._parts)
        self._at_a_time = bands if whole_images else 1
        self._bytes = max((_bytes(piece, place) for piece in self._pieces), default=0)

    def run(self, work: Callable[[Any, Piece], Any], most: int = PARTS) -> Any:
        """Do the work on every piece; return the sum of the results, None if there are none."""
        result = Total()
        benches = threading.local()  # a thread keeps its benches from one part to the next

        def part(start: int, stop: int) -> None:
            total = None
            mine: dict[Any, Any] = benches.__dict__
            if not mine:
                workspace.begin(self._bytes)
            for piece in self._pieces[start * self._at_a_time : stop * self._at_a_time]:
                kind = piece.images.stop - piece.images.start, piece.window
                if kind not in mine:
                    mine[kind] = self._make(piece)
                found = work(mine[kind], piece)
                if found is not None and total is None:
                    total = found.copy()
                elif found is not None:
                    total += found
            result.add(start, stop, total)

        count = len(self._pieces) // self._at_a_time
        if self._xp is np:
            map_batch(part, count, work=self._effort, parts=min(self._parts, most))
        else:
            part(0, count)  # a device schedules its own threads
        return result.value


def cut(window: Window, n: int, place: int, budget: int, least: int = 1) -> tuple[list[Piece], int]:
    """Cut a batch of n into pieces; return them, and how many make up one image (or several).

    Parameters
    ----------
    place
        Bytes for one place: its column, and what is computed from it.
    budget
        Bytes for one piece.
    least
        How many pieces there should be, if there are as many images.
    """
    image = place * math.prod(window.places)
    if (n >= least and image <= budget) or window.places[0] == 1:
        every = slice(0, window.places[0]), slice(0, window.size[0]), window
        count = -(-n // max(1, budget // image))
        count = min(n, -(-count // least) * least)  # as many pieces for each part
        alike = (c for c in range(count, 2 * count, least) if n % c == 0)
        count = next(alike, count)  # pieces of one size share one bench
        return [Piece(slice(*chunk), *every) for chunk in batch_chunks(n, count)], 1
    rows = max(1, budget // (place * window.places[1]))
    among = -(-least // max(1, n))
    count = -(-window.places[0] // rows)
    bands = list(_bands(window, -(-count // among) * among))
    return [Piece(slice(i, i + 1), *band) for i in range(n) for band in bands], len(bands)


def _bytes(piece: Piece, place: int) -> int:
    """Estimate the memory for a piece: an eighth more, for the places that nobody asked for."""
    images = piece.images.stop - piece.images.start
    return images * math.prod(piece.window.places) * place * 9 // 8


def _bands(window: Window, count: int) -> Iterator[tuple[slice, slice, Window]]:
    for first, last in batch_chunks(window.places[0], count):
        band, pixels = window.band(first, last)
        yield slice(first, last), pixels, band
