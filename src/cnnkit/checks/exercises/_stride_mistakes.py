"""What goes wrong with the steps of a window.

In a catalogue these come after the mistakes of padding: of two bends the earlier is made first,
and one that frames or cuts the picture itself leaves a padding of 0.
"""

import numpy as np

from cnnkit.checks.exercises._steps import (
    Given,
    answer,
    bend,
    margins,
    sliced,
    with_places,
    written_apart,
)
from cnnkit.checks.exercises._windows import slide
from cnnkit.checks.spec import Misconception


def _spread(w: np.ndarray, distance: tuple[int, int]) -> np.ndarray:
    rows, columns = distance
    y = np.zeros(((w.shape[0] - 1) * rows + 1, (w.shape[1] - 1) * columns + 1))
    y[::rows, ::columns] = w
    return y


def _rounded_up(a: Given) -> tuple:
    """Add rows and columns of zeros until the stride leaves no rest."""
    rows, columns = (-(n - k) % s for n, k, s in zip(a.framed.shape, a.w.shape, a.s, strict=True))
    return margins(a.framed, 0, rows, 0, columns), a.w, a.stride, 0


def _cut_short(a: Given) -> np.ndarray:
    """Round up, and let the last windows hang over the edge."""
    rows, columns = (
        -(-(n - k) // s) + 1 for n, k, s in zip(a.framed.shape, a.w.shape, a.s, strict=True)
    )
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        top, left = i * a.s[0], j * a.s[1]
        seen = a.framed[top : top + a.w.shape[0], left : left + a.w.shape[1]].astype(float)
        out[i, j] = (seen * a.w[: seen.shape[0], : seen.shape[1]]).sum()
    return out


def _means(a: Given) -> np.ndarray:
    """Shrink by averaging blocks of the result, in place of leaving values out."""
    values, (sh, sw), (rows, columns) = slide(a.framed, a.w), a.s, a.places
    blocks = [
        [values[i * sh : (i + 1) * sh, j * sw : (j + 1) * sw].mean() for j in range(columns)]
        for i in range(rows)
    ]
    return np.array(blocks)


def _picture_thinned(a: Given) -> np.ndarray:
    """Take every s-th pixel first, and slide over those."""
    x = a.framed[:: a.s[0], :: a.s[1]]
    if x.shape[0] < a.w.shape[0] or x.shape[1] < a.w.shape[1]:
        return np.zeros(
            (max(x.shape[0] - a.w.shape[0] + 1, 0), max(x.shape[1] - a.w.shape[1] + 1, 0))
        )
    return slide(x, a.w)


_without_exact_fit = with_places(lambda n, k, s, p: -(-(n + 2 * p - k) // s))


def _listed(y: np.ndarray) -> np.ndarray:
    """Make an array of lists of rows: where there is no row, there is no second axis."""
    return np.array(y.tolist())


STRIDE_MISTAKES = (
    Misconception(
        "stride-ignored",
        "`stride` has no effect. The window starts at `i * stride`, and there are fewer places: "
        "the formula divides by it.",
        bends=(bend(lambda a: (a.x, a.w, 1, a.padding)),),
    ),
    Misconception(
        "stride-missing-in-the-window-start",
        "The size is right, but the window moves on by one pixel only. `i` counts outputs; the "
        "window starts at `i * stride`.",
        bends=(
            bend(lambda a: (a.cut((1, 1)), a.w, 1, 0)),
            bend(lambda a: (a.cut((1, a.s[1])), a.w, (1, a.s[1]), 0)),
            bend(lambda a: (a.cut((a.s[0], 1)), a.w, (a.s[0], 1), 0)),
        ),
    ),
    Misconception(
        "stride-spreads-the-taps",
        "The stride is multiplied into the index of the tap, so pixels *within* a window are "
        "skipped. Stride moves the window; dilation spreads the taps.",
        bends=(
            bend(lambda a: (a.cut((1, 1), a.s), _spread(a.w, a.s), 1, 0)),
            bend(lambda a: (a.framed, _spread(a.w, a.s), 1, 0)),
        ),
    ),
    Misconception(
        "written-at-the-index-of-the-input",
        "Zeros stand between your values: they are written at the index where the window starts. "
        "Start of the window = index of the output times stride: these are two counters.",
        wrong=(
            answer(lambda a: written_apart(a, slide(a.framed, a.w).shape)),
            answer(lambda a: written_apart(a, a.places)),
            answer(lambda a: written_apart(a, a.places, every=False)),
        ),
    ),
    Misconception(
        "stride-pair-misread",
        "A stride of two numbers is (rows, columns): the first moves the window down, the second "
        "to the right.",
        bends=(
            bend(lambda a: (a.x, a.w, a.s[::-1], a.padding)),
            bend(lambda a: (a.x, a.w, a.s[0], a.padding)),
            bend(lambda a: (a.x, a.w, a.s[1], a.padding)),
        ),
    ),
    Misconception(
        "one-stride-for-both-starts",
        "The size is right, but both starts of the window use the same stride. The column starts "
        "at `j` times the *second* one. (A copied line?)",
        wrong=(
            answer(lambda a: sliced(a, a.framed, a.places, (a.s[0], a.s[0]))),
            answer(lambda a: sliced(a, a.framed, a.places, (a.s[1], a.s[1]))),
            answer(lambda a: sliced(a, a.framed, a.places, (a.s[1], a.s[0]))),
        ),
    ),
    Misconception(
        "stride-in-one-direction",
        "The window keeps its stride in one direction only. It is for rows *and* columns.",
        bends=(
            bend(lambda a: (a.x, a.w, (a.s[0], 1), a.padding)),
            bend(lambda a: (a.x, a.w, (1, a.s[1]), a.padding)),
        ),
    ),
    Misconception(
        "rounded-up",
        "There is a place too many where the stride leaves a rest: the last window hangs over the "
        "edge. Round down (`//`).",
        bends=(bend(_rounded_up),),
        wrong=(
            answer(_cut_short),
            with_places(lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1),
        ),
    ),
    Misconception(
        "plus-one-forgotten",
        "The last row and column are missing: the size formula ends in `+ 1`.",
        spoils=(lambda y: y[:-1, :-1], lambda y: y[:-1], lambda y: y[:, :-1]),
        wrong=(with_places(lambda n, k, s, p: (n + 2 * p - k + 1) // s),),
    ),
    Misconception(
        "last-start-lost",
        "A window that fits exactly is lost: `range(0, H - KH, stride)` stops *before* `H - KH`. "
        "The last start may be `H - KH` itself: `range(0, H - KH + 1, stride)`.",
        wrong=(
            _without_exact_fit,
            answer(lambda a: _listed(_without_exact_fit(*vars(a).values()))),
        ),
    ),
    Misconception(
        "one-place-too-many",
        "There is a place too many in each direction. A window as large as the picture fits once.",
        wrong=(
            with_places(lambda n, k, s, p: (n + 2 * p - k) // s + 2),
            with_places(lambda n, k, s, p: (n + 2 * p - k + s) // s + 1),
        ),
    ),
    Misconception(
        "size-of-the-picture",
        "The output has the size of the picture (divided by the stride). Count the places of the "
        "window instead: `output_size(H, KH, stride, padding)`.",
        wrong=(
            with_places(lambda n, k, s, p: n),
            with_places(lambda n, k, s, p: n + 2 * p),
            with_places(lambda n, k, s, p: n // s),
            with_places(lambda n, k, s, p: -(-n // s)),
            with_places(lambda n, k, s, p: (n + 2 * p) // s),
            with_places(lambda n, k, s, p: -(-(n + 2 * p) // s)),
        ),
    ),
    Misconception(
        "stride-lost-in-the-size",
        "The values are right, and zeros stand after them: the size of the output does not divide "
        "by the stride.",
        wrong=(with_places(lambda n, k, s, p: n + 2 * p - k + 1),),
    ),
    Misconception(
        "jumps-by-the-window",
        "Your window moves on by its own size. It moves on by `stride`, so windows may overlap.",
        bends=(bend(lambda a: (a.x, a.w, a.w.shape, a.padding)),),
    ),
    Misconception(
        "stride-squared",
        "The stride is used twice: once in the loop, and once more when you slice (or by taking "
        "every `stride`-th value of a result that has it already).",
        bends=(
            bend(lambda a: (a.x, a.w, (a.s[0] ** 2, a.s[1] ** 2), a.padding)),
            bend(lambda a: (a.x, a.w, (a.s[0] + 1, a.s[1] + 1), a.padding)),
        ),
    ),
    Misconception(
        "starts-at-the-stride",
        "Your first window starts at `stride`. It starts at 0.",
        wrong=(
            answer(lambda a: slide(a.framed, a.w)[a.s[0] :: a.s[0], a.s[1] :: a.s[1]]),
            answer(lambda a: slide(a.framed, a.w)[a.s[0] - 1 :: a.s[0], a.s[1] - 1 :: a.s[1]]),
        ),
    ),
    Misconception(
        "picture-thinned-out",
        "You take every `stride`-th pixel first, and slide over those. (Or the stride moves the "
        "window *and* spreads its taps, which is the same.) A window sees neighbours: slide over "
        "all pixels, in steps.",
        bends=(bend(lambda a: (a.framed, _spread(a.w, a.s), a.stride, 0)),),
        wrong=(answer(_picture_thinned),),
    ),
    Misconception(
        "averages-in-place-of-steps",
        "You average neighbouring results. A stride leaves places out; it does not average.",
        wrong=(answer(_means),),
    ),
    Misconception(
        "arguments-swapped",
        "`stride` and `padding` have changed places: stride comes first.",
        bends=(
            bend(lambda a: (a.x, a.w, tuple(max(p, 1) for p in a.p), a.s)),
            bend(lambda a: (a.x, a.w, a.padding or 1, a.stride if a.padding else 0)),
        ),
    ),
)
