"""Chapter 03: a filter with gaps between its taps."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._frames import array_mistakes, wrong_unless_square
from cnnkit.checks.exercises._sizes import COUNT_YOURSELF
from cnnkit.checks.exercises._steps import pair
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed


def reference(w, dilation):
    """Zeros of the right size, with the taps at every dilation-th row and column."""
    return _spread(w, *pair(dilation))


def _spread(w, rows: int, columns: int) -> np.ndarray:
    w = np.asarray(w)
    y = np.zeros(((w.shape[0] - 1) * rows + 1, (w.shape[1] - 1) * columns + 1), w.dtype)
    y[::rows, ::columns] = w
    return y


def _draw(kh: int, kw: int, *dilation, dtype: type[np.generic] = np.float64, **named):
    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(1, 250, (kh, kw)).astype(dtype), *dilation, **named)
        return Call(rng.normal(size=(kh, kw)).astype(dtype), *dilation, **named)

    return drawn


def _bend(change: Callable[[int, int], tuple[int, int]]) -> Callable[..., tuple]:
    """Return a bend that changes the two distances."""
    return lambda w, dilation: (w, change(*pair(dilation)))


def _larger(w, dilation, first: int = 0):
    """Make room for a gap after the last tap, or before the first, too."""
    (rows, columns), (kh, kw) = pair(dilation), np.shape(w)
    y = np.zeros((kh * rows, kw * columns), np.asarray(w).dtype)
    y[first * (rows - 1) :: rows, first * (columns - 1) :: columns] = w
    return y


def _repeated(w, dilation):
    rows, columns = pair(dilation)
    return np.repeat(np.repeat(w, rows, axis=0), columns, axis=1)


def _filled(w, dilation, fill: Callable[[np.ndarray], float]):
    """Put something else than 0 into the gaps."""
    there = _spread(np.ones(np.shape(w)), *pair(dilation))
    return np.where(there == 1, reference(w, dilation), fill(np.asarray(w)))


def _in_between(w, dilation):
    """Draw straight lines from tap to tap."""
    rows, columns = pair(dilation)
    y = np.asarray(w, dtype=float)
    for axis, step in ((0, rows), (1, columns)):
        n = y.shape[axis]
        places = np.arange((n - 1) * step + 1) / step
        y = np.apply_along_axis(
            lambda line, at, n=n: np.interp(at, np.arange(n), line), axis, y, places
        )
    return y


def _corner(w, dilation):
    y = np.zeros_like(reference(w, dilation))
    y[: w.shape[0], : w.shape[1]] = w
    return y


def _middle(w, dilation):
    y = np.zeros_like(reference(w, dilation))
    top, left = (y.shape[0] - w.shape[0]) // 2, (y.shape[1] - w.shape[1]) // 2
    y[top : top + w.shape[0], left : left + w.shape[1]] = w
    return y


def _square(w, dilation, side: int):
    """Take one side of the filter for both."""
    (rows, columns), k = pair(dilation), np.shape(w)[side]
    y = np.zeros(((k - 1) * rows + 1, (k - 1) * columns + 1), np.asarray(w).dtype)
    y[::rows, ::columns] = w
    return y


def _square_taps(w, dilation, side: int):
    """Take one side of the filter for both, tap by tap."""
    k = np.shape(w)[side]
    if k > min(np.shape(w)):
        raise IndexError
    return reference(w[:k, :k], dilation)


def _in_one_row(w, dilation, step: Callable[[int, np.ndarray], int]):
    """Put the zeros between the taps of one long row, and give it the shape of the answer."""
    shape = reference(w, dilation).shape
    row = np.zeros(shape[0] * shape[1], np.asarray(w).dtype)
    at = step(pair(dilation)[1], row) * np.arange(np.size(w))
    row[at[at < len(row)]] = np.ravel(w)[at < len(row)]
    return row.reshape(shape)


def _taps_skipped(w, dilation):
    rows, columns = pair(dilation)
    return w[::rows, ::columns]


def _padded(w, dilation):
    rows, columns = pair(dilation)
    return np.pad(w, ((rows - 1, rows - 1), (columns - 1, columns - 1)))


def _last_missing(y):
    y = y.copy()
    y[-1:], y[:, -1:] = 0, 0
    return y


PLACE_YOURSELF = "here you place the taps yourself"
SIDES, GAPS, TYPE = "the sides of the filter", "the dilation", "the number type"

exercise = Exercise(
    name="dilate",
    chapter="03",
    points=2,
    asks="Put zeros between the taps of the filter `w`.",
    reference=reference,
    forbidden={**COUNT_YOURSELF, "scipy": PLACE_YOURSELF},
    solved_by=("mine.answers.dilate",),
    cases=(
        Case("a small filter, two apart", GAPS, _draw(2, 2, 2)),
        Case("three by three, two apart", GAPS, _draw(3, 3, 2)),
        Case("three apart", GAPS, _draw(2, 3, 3)),
        Case("one apart: nothing changes", GAPS, _draw(3, 2, 1)),
        Case("a wide filter", SIDES, _draw(2, 4, 2)),
        Case("a tall filter", SIDES, _draw(4, 2, 2)),
        Case("one row", SIDES, _draw(1, 3, 2)),
        Case("one tap", SIDES, _draw(1, 1, 4)),
        Case("two distances", "a pair of dilations", _draw(3, 2, (2, 3))),
        Case("rows apart, columns not", "a pair of dilations", _draw(2, 3, (3, 1))),
        Case("by name", GAPS, _draw(3, 4, dilation=2)),
        Case(
            "the answer is a new array",
            "a new array",
            lambda rng: _draw(2, 3, 1)(rng).then(("fill", Call(0.0))).observing(0),
        ),
        Case("whole numbers 0 to 255", TYPE, _draw(2, 3, 2, dtype=np.uint8), typed=True),
        Case("32-bit numbers", TYPE, _draw(3, 2, 2, dtype=np.float32), typed=True),
    ),
    misconceptions=(
        *array_mistakes("filter"),
        Misconception(
            "as-many-zeros-as-the-dilation",
            "There is one zero too many in each gap. Neighbours are `dilation` pixels *apart*, so "
            "`dilation - 1` zeros lie between them; dilation 1 changes nothing.",
            bends=(
                _bend(lambda rows, columns: (rows + 1, columns + 1)),
                _bend(lambda r, c: (r + 1 if r > 1 else 1, c + 1 if c > 1 else 1)),
            ),
        ),
        Misconception(
            "one-zero-only",
            "There is always one zero in a gap, or one too few. `dilation - 1` zeros lie between "
            "two taps.",
            bends=(
                _bend(lambda rows, columns: (min(rows, 2), min(columns, 2))),
                _bend(lambda rows, columns: (2, 2)),
                _bend(lambda rows, columns: (max(rows - 1, 1), max(columns - 1, 1))),
            ),
        ),
        Misconception(
            "dilation-ignored",
            "`dilation` has no effect: the taps lie side by side.",
            bends=(_bend(lambda rows, columns: (1, 1)),),
        ),
        Misconception(
            "gap-after-the-last-tap",
            "There are zeros after the last tap (or before the first). Between k taps there are "
            "k - 1 gaps: the side is `(k - 1) * dilation + 1`, not `k * dilation`.",
            wrong=(_larger, lambda w, dilation: _larger(w, dilation, first=1)),
            spoils=(lambda y: np.pad(y, ((0, 1), (0, 1))),),
        ),
        Misconception(
            "size-one-too-small",
            "The side is one too small: `(k - 1) * dilation + 1`. For one tap it is 1.",
            spoils=(lambda y: y[:-1, :-1], _last_missing),
        ),
        Misconception(
            "taps-repeated",
            "Each tap appears several times. It appears once; the gaps are filled with zeros.",
            wrong=(
                _repeated,
                lambda w, dilation: _repeated(w, dilation)[
                    : reference(w, dilation).shape[0], : reference(w, dilation).shape[1]
                ],
            ),
        ),
        Misconception(
            "gaps-not-zero",
            "The gaps hold something else than 0. A pixel under a gap must not count.",
            wrong=(
                lambda w, dilation: _filled(w, dilation, lambda w: 1),
                lambda w, dilation: _filled(w, dilation, lambda w: float("nan")),
                lambda w, dilation: _filled(w, dilation, lambda w: w.mean()),
                lambda w, dilation: _filled(w, dilation, lambda w: w.flat[0]),
                _in_between,
            ),
        ),
        Misconception(
            "spread-in-one-direction",
            "The taps are spread in one direction only. There are gaps between rows and between "
            "columns.",
            bends=(
                _bend(lambda rows, columns: (rows, 1)),
                _bend(lambda rows, columns: (1, columns)),
            ),
        ),
        Misconception(
            "dilation-pair-misread",
            "A pair is (rows, columns): the first number is the distance of the rows.",
            bends=(
                _bend(lambda rows, columns: (columns, rows)),
                _bend(lambda rows, columns: (rows, rows)),
                _bend(lambda rows, columns: (columns, columns)),
            ),
        ),
        Misconception(
            "taps-not-spread",
            "The size is right, but the taps still lie side by side. The tap (u, v) goes to row "
            "`u * dilation`, column `v * dilation`.",
            wrong=(_corner,),
        ),
        Misconception(
            "zeros-in-one-long-row",
            "The zeros were put between the taps of one long row, which was then cut into rows. "
            "Each row of the filter gets its gaps for itself, and whole rows of zeros follow it.",
            wrong=(
                lambda w, dilation: _in_one_row(w, dilation, lambda step, row: step),
                lambda w, dilation: _in_one_row(
                    w, dilation, lambda step, row: max(len(row) // np.size(w), 1)
                ),
            ),
        ),
        Misconception(
            "taps-skipped",
            "You leave taps out. Dilation keeps them all and puts zeros between them.",
            wrong=(_taps_skipped,),
        ),
        Misconception(
            "zeros-around-the-filter",
            "The zeros lie around the filter. That is padding; dilation puts them *between* taps.",
            wrong=(_padded, _middle),
        ),
        Misconception(
            "pair-not-read",
            "`dilation` may be one number, for both directions, or a pair (rows, columns). Ask "
            "which: `isinstance(dilation, tuple)`.",
            symptom=every_failed(
                lambda verdict: (
                    isinstance(verdict.call.args[-1], tuple) and verdict.outcome.kind == "raised"
                )
            ),
        ),
        Misconception(
            "pairs-only",
            "`dilation` may be one number as well: it then holds for rows and columns.",
            symptom=every_failed(lambda verdict: verdict.outcome.error == "TypeError"),
        ),
        Misconception(
            "square-filter-assumed",
            "One side of the filter is taken for both. Try a filter of 2 rows and 4 columns.",
            wrong=(
                lambda w, dilation: _square(w, dilation, 0),
                lambda w, dilation: _square(w, dilation, 1),
                lambda w, dilation: _square_taps(w, dilation, 0),
                lambda w, dilation: _square_taps(w, dilation, 1),
            ),
            symptom=wrong_unless_square,
        ),
        Misconception(
            "height-and-width-swapped",
            "Rows and columns have changed places.",
            spoils=(np.transpose,),
        ),
        Misconception(
            "filter-flipped",
            "The filter is turned around. Each tap keeps its place among the others.",
            bends=(
                lambda w, dilation: (w[::-1, ::-1], dilation),
                lambda w, dilation: (w[::-1], dilation),
                lambda w, dilation: (w[:, ::-1], dilation),
            ),
        ),
        Misconception(
            "scaled",
            "The taps are changed. They keep their values; only their distance grows.",
            wrong=(
                lambda w, dilation: reference(w, dilation) * pair(dilation)[0],
                lambda w, dilation: reference(w, dilation) * float(np.prod(pair(dilation))),
                lambda w, dilation: reference(w, dilation) / float(np.prod(pair(dilation))),
            ),
        ),
        Misconception(
            "integer-output",
            "Fractions are cut off: the zeros were made with an integer type. Make them with "
            "`dtype=w.dtype`.",
            spoils=(np.trunc,),
        ),
    ),
)
