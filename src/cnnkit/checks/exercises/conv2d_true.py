"""Chapter 01: the convolution of the mathematician, with the filter flipped."""

import numpy as np

from cnnkit.checks.exercises._window_imitations import valid
from cnnkit.checks.exercises._window_mistakes import WINDOW_MISTAKES
from cnnkit.checks.exercises._windows import BY_HAND, remembers_the_filter, slide
from cnnkit.checks.exercises.corr2d import CASES
from cnnkit.checks.spec import Exercise, Misconception


def reference(x, w):
    """z[i, j] = sum over u, v of x[i + u, j + v] w[KH - 1 - u, KW - 1 - v]."""
    return slide(x, w[::-1, ::-1])


def _flipped_first(mistake: Misconception) -> Misconception:
    """Return the same mistake, made with a filter that was flipped as it should be."""
    return Misconception(
        mistake.id,
        mistake.hint,
        tuple(lambda x, w, wrong=wrong: wrong(x, w[::-1, ::-1]) for wrong in mistake.wrong),
        mistake.bends,
        mistake.spoils,
        mistake.symptom,
    )


def _flipped_each_time(x, w):
    out = np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        w = w[::-1, ::-1]
        out[i, j] = (x[i : i + w.shape[0], j : j + w.shape[1]].astype(float) * w).sum()
    return out


def _counted_back_in_the_picture(x, w):
    out = np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        for u, v in np.ndindex(*w.shape):
            out[i, j] += float(x[i - u, j - v]) * w[u, v]
    return out


def _corner_of_full(x, w):
    (kh, kw), (rows, columns) = w.shape, valid(x, w)
    full = slide(np.pad(x, ((kh - 1, kh - 1), (kw - 1, kw - 1))), w[::-1, ::-1])
    return full[:rows, :columns]


def _first_taps_cut(x, w):
    short = w[:0:-1, :0:-1]
    kh, kw = short.shape
    out = np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = (x[i : i + kh, j : j + kw].astype(float) * short).sum()
    return out


def _from_the_third_tap(x, w):
    out = np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        for u, v in np.ndindex(*w.shape):
            out[i, j] += float(x[i + u, j + v]) * w[2 - u, 2 - v]
    return out


exercise = Exercise(
    name="conv2d_true",
    chapter="01",
    points=2,
    asks="Flip the filter in both directions, then slide it.",
    reference=reference,
    forbidden=BY_HAND,
    solved_by=("convolve2d", "correlate2d", "conv2d"),
    cases=CASES,
    misconceptions=(
        Misconception(
            "filter-not-flipped",
            "This is the cross-correlation again: the filter was not flipped, or flipped twice. "
            "(With the X you cannot see it; with any other filter you can.)",
            bends=(lambda x, w: (x, w[::-1, ::-1]),),
        ),
        Misconception(
            "flipped-in-one-direction",
            "The filter was flipped along one axis only. `w[::-1]` turns the rows upside down; the "
            "columns must be reversed too.",
            bends=(lambda x, w: (x, w[:, ::-1]), lambda x, w: (x, w[::-1])),
        ),
        Misconception(
            "transposed-instead-of-flipped",
            "The transpose `w.T` mirrors at the diagonal. A flip reverses the order of the rows "
            "and the order of the columns: half a turn.",
            bends=(
                lambda x, w: (x, w.T[::-1, ::-1]),
                lambda x, w: (x, w.T),
                lambda x, w: (x, w.T if w.shape[0] == w.shape[1] else w),
            ),
        ),
        Misconception(
            "quarter-turn",
            "The filter was turned by a quarter. Flipping both ways is half a turn.",
            bends=(lambda x, w: (x, np.rot90(w)), lambda x, w: (x, np.rot90(w, 3))),
        ),
        Misconception(
            "output-flipped",
            "The output comes out flipped: you flipped the result or the picture. Only the filter "
            "is flipped.",
            wrong=(
                lambda x, w: slide(x, w)[::-1, ::-1],
                lambda x, w: slide(x, w[::-1, ::-1])[::-1, ::-1],
            ),
        ),
        Misconception(
            "flipped-again-and-again",
            "The filter is flipped once more at each place, so every second value uses it "
            "unflipped. Flip it once, before the loops.",
            wrong=(_flipped_each_time, lambda x, w: _flipped_each_time(x, w[::-1, ::-1])),
        ),
        Misconception(
            "flipped-for-odd-sides-only",
            "Filters with an even side are not flipped. A flip needs no middle: `w[::-1, ::-1]`.",
            bends=(
                lambda x, w: (x, w if all(k % 2 for k in w.shape) else w[::-1, ::-1]),
                lambda x, w: (x, w[:: 1 if len(w) % 2 else -1, :: 1 if w.shape[1] % 2 else -1]),
            ),
        ),
        Misconception(
            "corner-of-the-full-result",
            "The full convolution is computed, and its corner is kept, where the window still "
            "leaves the picture. The part that counts begins at row KH − 1, column KW − 1.",
            wrong=(_corner_of_full,),
        ),
        Misconception(
            "off-by-one-in-the-flip",
            "Flipped, the tap u stands at `KH - 1 - u`. With `-u` it stands one off, as -0 is 0; "
            "the slice `[:0:-1]` stops before the first tap.",
            wrong=(
                _first_taps_cut,
                lambda x, w: slide(x, np.roll(w[::-1, ::-1], (1, 1), (0, 1))),
            ),
        ),
        Misconception(
            "wraps-around",
            "`x[i - u, j - v]` is a negative index at first, and Python then counts from the other "
            "end (a product of FFTs wraps around in the same way). Flip the filter, and count "
            "forward in the picture.",
            wrong=(_counted_back_in_the_picture,),
        ),
        Misconception(
            "size-of-the-example",
            "The 3 of the example is written into the code: `2 - u` is the flip of three taps.",
            wrong=(_from_the_third_tap,),
        ),
        *(
            _flipped_first(m)
            for m in WINDOW_MISTAKES
            if m.id not in ("wraps-around", "size-of-the-example")
        ),
        Misconception(
            "remembers-the-first-filter",
            "Every call uses the filter of the first one. What keeps it?",
            symptom=remembers_the_filter(reference),
        ),
    ),
)
