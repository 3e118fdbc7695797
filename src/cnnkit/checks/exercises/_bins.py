"""Cutting boxes into bins, and the ways of doing it wrong."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.spec import Misconception

Edges = Callable[[int, int, int, int], tuple[int, int]]


def edges(i: int, start: int, length: int, bins: int) -> tuple[int, int]:
    """Return where bin ``i`` of a side begins and ends: floor to ceil."""
    return start + i * length // bins, start - (-(i + 1) * length // bins)


def pool(x, boxes, size, cut: Edges = edges, reduce=np.max):
    """y[r, c, i, j] = max over bin (i, j) of box r, in channel c."""
    x, (rows, columns) = np.asarray(x, np.float64), pair(size)
    y = np.zeros((len(boxes), x.shape[1], rows, columns))
    for r, (n, y0, x0, y1, x1) in enumerate(np.asarray(boxes).tolist()):
        for i, j in np.ndindex(rows, columns):
            top, bottom = cut(i, y0, y1 - y0, rows)
            left, right = cut(j, x0, x1 - x0, columns)
            part = x[n, :, top:bottom, left:right]
            y[r, :, i, j] = reduce(part, axis=(1, 2))
    return y


def _cut(cut: Edges) -> Callable[..., np.ndarray]:
    return lambda x, boxes, size: pool(x, boxes, size, cut)


def _fraction(value: float) -> int:
    return int(np.floor(value + 0.5))


def _split(i: int, start: int, length: int, bins: int) -> tuple[int, int]:
    """Cut as np.array_split does: the first bins are one larger."""
    sizes = [length // bins + (at < length % bins) for at in range(bins)]
    return start + sum(sizes[:i]), start + sum(sizes[: i + 1])


def _kept_inside(i: int, start: int, length: int, bin: int) -> tuple[int, int]:
    first = start + min(i * bin, length - 1)
    return first, first + bin


BIN_MISTAKES = (
    Misconception(
        "bins-end-rounded-down",
        "The ends of the bins are rounded down, so a bin may miss a row, or be empty. Round "
        "the start down and the end *up*: bins may overlap.",
        wrong=(
            _cut(lambda i, a, n, s: (a + i * n // s, a + (i + 1) * n // s)),
            _cut(
                lambda i, a, n, s: (
                    a + i * n // s,
                    a + max((i + 1) * n // s, i * n // s + 1),
                )
            ),
        ),
    ),
    Misconception(
        "bins-of-equal-size",
        "Your bins all have the same size, a rounded one, so they end before the box does, or "
        "beyond it. Bin i of S runs from floor(i · L / S) to ceil((i + 1) · L / S).",
        wrong=(
            _cut(lambda i, a, n, s: (a + i * (n // s), a + (i + 1) * (n // s))),
            _cut(
                lambda i, a, n, s: (
                    a + i * (n // s),
                    a + n if i == s - 1 else a + (i + 1) * (n // s),
                )
            ),
            _cut(lambda i, a, n, s: (a + i * -(-n // s), a + min((i + 1) * -(-n // s), n))),
            _cut(lambda i, a, n, s: (a + i * -(-n // s), a + (i + 1) * -(-n // s))),
            _cut(lambda i, a, n, s: (a + i * max(n // s, 1), a + (i + 1) * max(n // s, 1))),
            _cut(lambda i, a, n, s: (a + i * n // s, a + i * n // s - (-n // s))),
            _cut(lambda i, a, n, s: _kept_inside(i, a, n, max(n // s, 1))),
            _cut(lambda i, a, n, s: (a + i * n // s, a + min(i * n // s - (-n // s), n))),
            _cut(lambda i, a, n, s: (a + i * n // s, a + i * n // s + max(n // s, 1))),
        ),
    ),
    Misconception(
        "bins-rounded-to-the-nearest",
        "Starts and ends are rounded to the nearest pixel. Round the start down and the end "
        "up, so that every bin holds all pixels that it touches.",
        wrong=(
            _cut(lambda i, a, n, s: (a + round(i * n / s), a + round((i + 1) * n / s))),
            _cut(lambda i, a, n, s: (a + _fraction(i * n / s), a + _fraction((i + 1) * n / s))),
            _cut(
                lambda i, a, n, s: (
                    a + round(i * n / s),
                    a + max(round((i + 1) * n / s), round(i * n / s) + 1),
                )
            ),
        ),
    ),
    Misconception(
        "bins-start-rounded-up",
        "The starts of the bins are rounded up. Round the start down and the end up.",
        wrong=(
            _cut(lambda i, a, n, s: (a - (-i * n // s), a - (-(i + 1) * n // s))),
            _cut(lambda i, a, n, s: (a - (-i * n // s), a + (i + 1) * n // s)),
        ),
    ),
    Misconception(
        "bins-by-array-split",
        "`np.array_split` makes bins that do not overlap, the first ones larger. Here bin i of "
        "S runs from floor(i · L / S) to ceil((i + 1) · L / S).",
        wrong=(_cut(_split),),
    ),
    Misconception(
        "bins-one-too-large",
        "Each bin reaches one pixel too far: ceil already includes the last pixel that it touches.",
        wrong=(
            _cut(lambda i, a, n, s: (a + i * n // s, a + (i + 1) * n // s + 1)),
            _cut(lambda i, a, n, s: (a + i * n // s, a - (-(i + 1) * n // s) + 1)),
            _cut(lambda i, a, n, s: (a + i * n // s, a + min((i + 1) * n // s + 1, n))),
        ),
    ),
)
