"""What goes wrong with the windows of a pooling: where they start, how large they are, how many."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import embedded_at
from cnnkit.checks.exercises._pools import REDUCE, Given, after, bend, pool, sliced, windows, wrong
from cnnkit.checks.spec import Misconception


def _rest(a: Given) -> tuple[int, int]:
    """Return how many rows and columns are missing for one more window."""
    sides = zip(a.x.shape[2:], a.sides, a.steps, strict=True)
    rows, columns = (-(n - k) % s for n, k, s in sides)
    return rows, columns


def _padded(a: Given, fill: float) -> np.ndarray:
    rows, columns = _rest(a)
    margins = ((0, 0), (0, 0), (0, rows), (0, columns))
    return np.pad(np.asarray(a.x, np.float64), margins, constant_values=fill)


def _every_start(a: Given) -> np.ndarray:
    """Start a window at every multiple of the stride within the picture, as range(0, H, s) does."""
    sides = zip(a.x.shape[2:], a.sides, a.steps, strict=True)
    margins = [(0, max((-(-n // s) - 1) * s + k - n, 0)) for n, k, s in sides]
    x = np.asarray(a.x, np.float64)
    return np.pad(x, ((0, 0), (0, 0), *margins), constant_values=np.nan)


def _so_many(count: Callable[[int, int, int], int]) -> Callable[..., np.ndarray]:
    """Return a wrong implementation with another number of places."""

    def imitation(a: Given) -> np.ndarray:
        sides = zip(a.x.shape[2:], a.sides, a.steps, strict=True)
        rows, columns = (count(n, k, s) for n, k, s in sides)
        return sliced(a, (rows, columns), a.steps)

    return wrong(imitation)


def _zero_at_the_end(y: np.ndarray) -> np.ndarray:
    out = y.copy()
    out[:, :, -1:], out[..., -1:] = 0, 0
    return out


def _at_the_input_index(a: Given) -> np.ndarray:
    """Write each value at the index where its window starts; the rest stays 0."""
    out = np.zeros((*a.x.shape[:2], a.x.shape[2] - a.sides[0] + 1, a.x.shape[3] - a.sides[1] + 1))
    out[:, :, :: a.steps[0], :: a.steps[1]] = pool(a.x, a.k, a.stride, a.mode)
    return out


def _corner(a: Given) -> np.ndarray:
    return np.asarray(a.x, float)[:, :, :: a.steps[0], :: a.steps[1]][
        :, :, : a.places[0], : a.places[1]
    ]


def _spread(a: Given) -> np.ndarray:
    """Take pixels that lie a stride apart, in windows that move on by one."""
    (kh, kw), (sh, sw), (oh, ow) = a.sides, a.steps, a.places
    y = np.zeros((*a.x.shape[:2], oh, ow))
    for i, j in np.ndindex(oh, ow):
        seen = np.asarray(a.x, float)[:, :, i : i + kh * sh : sh, j : j + kw * sw : sw]
        y[:, :, i, j] = REDUCE[a.mode](seen, axis=(2, 3))
    return y


def _at_multiples_inside(a: Given) -> np.ndarray:
    """Start at multiples of the size, as far as the window stays inside."""
    (kh, kw), (h, width) = a.sides, a.x.shape[2:]
    y, dense = np.zeros((*a.x.shape[:2], *a.places)), pool(a.x, a.k, 1, a.mode)
    for i, j in np.ndindex(*a.places):
        y[:, :, i, j] = dense[:, :, min(i * kh, h - kh), min(j * kw, width - kw)]
    return y


def _to_the_start_of_the_next_by_k(a: Given) -> np.ndarray:
    """Slice from i s to (i + 1) k: right where stride and size agree."""
    x, (kh, kw), (sh, sw) = np.asarray(a.x, float), a.sides, a.steps
    y = np.zeros((*x.shape[:2], *a.places))
    for i, j in np.ndindex(*a.places):
        seen = x[:, :, i * sh : (i + 1) * kh, j * sw : (j + 1) * kw]
        y[:, :, i, j] = REDUCE[a.mode](seen, axis=(2, 3))
    return y


STRIDE_MISTAKES = (
    Misconception(
        "stride-ignored",
        "`stride` has no effect: the window always moves on by its own size. That is right only "
        "where no stride is given; windows may overlap, or leave gaps.",
        bends=(bend(stride=lambda a: None),),
    ),
    Misconception(
        "default-stride-wrong",
        "Where no stride is given, the window moves on by its own size: `stride = k`.",
        bends=(
            bend(stride=lambda a: 1 if a.stride is None else a.stride),
            bend(stride=lambda a: 2 if a.stride is None else a.stride),
            bend(stride=lambda a: a.sides[0] if a.stride is None else a.stride),
            bend(stride=lambda a: a.sides[1] if a.stride is None else a.stride),
            bend(stride=lambda a: a.sides[::-1] if a.stride is None else a.stride),
            bend(stride=lambda a: (a.sides[0], 1) if a.stride is None else a.stride),
        ),
    ),
    Misconception(
        "stride-always-one",
        "The window always moves on by one pixel. It moves on by `stride`, or by its own size "
        "where no stride is given.",
        bends=(bend(stride=lambda a: 1),),
    ),
    Misconception(
        "stride-missing-in-the-window-start",
        "The size is right, but the window moves on by one pixel only. `i` counts outputs; the "
        "window starts at `i * stride`.",
        bends=(
            bend(
                x=lambda a: a.cut(*(o + k - 1 for o, k in zip(a.places, a.sides, strict=True))),
                stride=lambda a: 1,
            ),
        ),
        wrong=(
            wrong(lambda a: sliced(a, a.places, (1, a.steps[1]))),
            wrong(lambda a: sliced(a, a.places, (a.steps[0], 1))),
        ),
    ),
    Misconception(
        "window-starts-at-multiples-of-its-size",
        "The size is right, but the window starts at `i * k`. It starts at `i * stride`, which is "
        "another place where windows overlap.",
        wrong=(wrong(lambda a: sliced(a, a.places, a.sides)), wrong(_at_multiples_inside)),
    ),
    Misconception(
        "window-as-large-as-the-stride",
        "The window is as large as the stride. It covers k pixels from its start on, "
        "`i * stride` to `i * stride + k`.",
        bends=(
            bend(k=lambda a: a.steps),
            bend(
                k=lambda a: a.steps,
                stride=lambda a: a.steps,
                x=lambda a: a.cut(*(o * s for o, s in zip(a.places, a.steps, strict=True))),
            ),
        ),
        wrong=(
            wrong(lambda a: sliced(a, a.places, a.steps, a.steps)),
            wrong(_to_the_start_of_the_next_by_k),
        ),
    ),
    Misconception(
        "stride-and-window-swapped",
        "Window and stride have changed places: the window is k pixels large, and moves on by "
        "`stride`.",
        bends=(bend(k=lambda a: a.steps, stride=lambda a: a.sides),),
    ),
    Misconception(
        "stride-spreads-the-window",
        "Pixels *within* a window are skipped: the stride stands at the index inside the window. "
        "It belongs to the start of the window.",
        wrong=(wrong(_spread),),
    ),
    Misconception(
        "written-at-the-index-of-the-input",
        "Zeros stand between your values: the output is filled at the index where the window "
        "starts. Index of the input = index of the output times stride; these are two counters.",
        wrong=(
            wrong(_at_the_input_index),
            wrong(lambda a: _at_the_input_index(a)[:, :, : a.places[0], : a.places[1]]),
        ),
    ),
    Misconception(
        "pair-misread",
        "A pair is (rows, columns), for the window and for the stride: the first number goes down, "
        "the second to the right.",
        bends=(
            bend(stride=lambda a: a.stride if a.stride is None else a.steps[::-1]),
            bend(stride=lambda a: a.steps[::-1]),
            bend(k=lambda a: a.sides[::-1]),
            bend(k=lambda a: a.sides[::-1], stride=lambda a: a.steps),
            bend(k=lambda a: a.sides[::-1], stride=lambda a: a.steps[::-1]),
            bend(stride=lambda a: a.stride if a.stride is None else a.steps[0]),
            bend(stride=lambda a: a.stride if a.stride is None else a.steps[1]),
        ),
    ),
    Misconception(
        "square-window-assumed",
        "You use one side of the window for both. `k` may be a pair: (rows, columns).",
        bends=(
            bend(k=lambda a: a.sides[0]),
            bend(k=lambda a: a.sides[1]),
            bend(k=lambda a: a.sides[0], stride=lambda a: a.steps[0]),
            bend(k=lambda a: a.sides[1], stride=lambda a: a.steps[1]),
            bend(k=lambda a: a.sides[0], stride=lambda a: a.steps),
            bend(k=lambda a: a.sides[1], stride=lambda a: a.steps),
        ),
        wrong=(
            wrong(lambda a: sliced(a, a.places, a.steps, (a.sides[0], a.sides[0]))),
            wrong(lambda a: sliced(a, a.places, a.steps, (a.sides[1], a.sides[1]))),
            wrong(lambda a: sliced(a, a.places, (a.steps[0], a.steps[0]))),
            wrong(lambda a: sliced(a, a.places, (a.steps[1], a.steps[1]))),
        ),
    ),
    Misconception(
        "window-of-two-assumed",
        "The 2 of the example is written into the code. The window is `k`, and moves on by "
        "`stride`.",
        bends=(
            bend(k=lambda a: 2, stride=lambda a: 2),
            bend(k=lambda a: 2, stride=lambda a: a.steps),
            bend(stride=lambda a: 2),
        ),
    ),
)


REST_MISTAKES = (
    Misconception(
        "remainder-kept",
        "There is a window too many where the stride leaves a rest: it hangs over the edge. Only "
        "windows that lie wholly inside count, and the size formula rounds down (`//`).",
        wrong=(
            _so_many(lambda n, k, s: -(-n // k)),
            _so_many(lambda n, k, s: n // s),
        ),
        bends=(
            bend(x=lambda a: _padded(a, np.nan)),
            bend(x=_every_start),
            bend(x=lambda a: _padded(a, 0)),
            bend(x=lambda a: _padded(a, -np.inf if a.mode == "max" else 0)),
        ),
    ),
    Misconception(
        "size-without-the-window",
        "The number of places is counted from `H // k` or `H // stride`. A window of k needs room "
        "for itself first: `(H - k) // stride + 1`.",
        wrong=(
            _so_many(lambda n, k, s: n // k),
            _so_many(lambda n, k, s: (n - 1) // s),
            _so_many(lambda n, k, s: (n - k + 1) // s),
            _so_many(lambda n, k, s: (n - s) // k + 1),
        ),
    ),
    Misconception(
        "last-position-lost",
        "The last row or column of the output is missing, or 0. How many places has a window of k "
        "in a side of H? Count for H = k: there is one. The formula ends in `+ 1`.",
        wrong=(
            after(lambda y: y[:, :, :-1]),
            after(lambda y: y[..., :-1]),
            after(_zero_at_the_end),
            _so_many(lambda n, k, s: len(range(0, n - k, s))),
        ),
        spoils=(lambda y: y[:, :, :-1, :-1],),
    ),
    Misconception(
        "padding-added",
        "Your picture has a margin. This pooling has no padding: a window lies wholly inside.",
        bends=(
            bend(x=lambda a: embedded_at(a.x, 1, 1, 1, 1), stride=lambda a: a.steps),
            bend(
                x=lambda a: np.pad(
                    np.asarray(a.x, float),
                    ((0, 0), (0, 0), (1, 1), (1, 1)),
                    constant_values=-np.inf if a.mode == "max" else 0,
                )
            ),
            bend(x=lambda a: _same(a), stride=lambda a: a.steps),
        ),
    ),
    Misconception(
        "rest-dropped-at-the-beginning",
        "Your windows are aligned with the last row and column. The first one starts at index 0; "
        "what does not fit is dropped at the end.",
        bends=(
            bend(x=lambda a: a.x[:, :, _spare(a, 0) :, _spare(a, 1) :]),
            bend(x=lambda a: np.roll(a.x, (1, 1), (2, 3))),
            bend(x=lambda a: a.x[:, :, 1:, 1:]),
        ),
    ),
    Misconception(
        "window-one-short",
        "The window is one row and one column too small. A slice does not include its end: "
        "`top : top + k`.",
        wrong=(
            wrong(lambda a: sliced(a, a.places, a.steps, (a.sides[0] - 1, a.sides[1] - 1))),
            wrong(lambda a: sliced(a, a.places, a.steps, (a.sides[0] + 1, a.sides[1] + 1))),
        ),
    ),
    Misconception(
        "corner-instead-of-the-window",
        "You keep one pixel of each window, whatever the others are: that is what a stride alone "
        "does. Pooling looks at all of them.",
        wrong=(
            wrong(_corner),
            wrong(lambda a: windows(a)[..., -1, -1]),
            wrong(lambda a: windows(a)[..., a.sides[0] // 2, a.sides[1] // 2]),
        ),
    ),
    Misconception(
        "square-picture-assumed",
        "You use one side of the picture for both. Height is `x.shape[2]`, width `x.shape[3]`.",
        bends=(
            bend(x=lambda a: a.x[:, :, : a.x.shape[3], : a.x.shape[2]]),
            bend(x=lambda a: a.x[..., : a.x.shape[2]]),
            bend(x=lambda a: a.x[:, :, : a.x.shape[3]]),
        ),
        wrong=(
            wrong(lambda a: sliced(a, _places_of_a_square(a, 2), a.steps)),
            wrong(lambda a: sliced(a, _places_of_a_square(a, 3), a.steps)),
            wrong(lambda a: _filled(a, (a.places[1], a.places[0]))),
        ),
    ),
    Misconception(
        "height-and-width-swapped",
        "Rows and columns of the output have changed places. The order is N, C, OH, OW: height "
        "first.",
        spoils=(lambda y: y.swapaxes(2, 3),),
    ),
)


def _places_of_a_square(a: Given, axis: int) -> tuple[int, int]:
    n = a.x.shape[axis]
    rows, columns = ((n - k) // s + 1 for k, s in zip(a.sides, a.steps, strict=True))
    return rows, columns


def _spare(a: Given, side: int) -> int:
    return (a.x.shape[2 + side] - a.sides[side]) % a.steps[side]


def _same(a: Given) -> np.ndarray:
    """Pad so that there are ceil(n / stride) places, as "same" does."""
    margins: list[tuple[int, int]] = [(0, 0), (0, 0)]
    for n, k, s in zip(a.x.shape[2:], a.sides, a.steps, strict=True):
        total = max((-(-n // s) - 1) * s + k - n, 0)
        margins.append((total // 2, total - total // 2))
    fill = -np.inf if a.mode == "max" else 0
    return np.pad(np.asarray(a.x, float), margins, constant_values=fill)


def _filled(a: Given, places: tuple[int, int]) -> np.ndarray:
    """Return an output of the size swapped, filled as far as the right one reaches."""
    y, out = pool(a.x, a.k, a.stride, a.mode), np.zeros((*a.x.shape[:2], *places))
    oh, ow = a.places
    if oh > places[0] or ow > places[1]:
        raise IndexError("index out of bounds")
    out[:, :, :oh, :ow] = y
    return out
