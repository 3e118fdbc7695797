"""Chapter 01: the convolution of the mathematician, with the filter flipped."""

import numpy as np

from cnnkit.checks.exercises._windows import BY_HAND, slide
from cnnkit.checks.exercises.corr2d import CASES, WINDOW_MISTAKES
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
    )


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
            "This is the cross-correlation again: the filter was not flipped. (With the X you "
            "cannot see it; with any other filter you can.)",
            wrong=(lambda x, w: slide(x, w), lambda x, w: slide(x, w[::-1, ::-1][::-1, ::-1])),
        ),
        Misconception(
            "flipped-in-one-direction",
            "The filter was flipped along one axis only. `w[::-1]` turns the rows upside down; the "
            "columns must be reversed too.",
            wrong=(lambda x, w: slide(x, w[::-1]), lambda x, w: slide(x, w[:, ::-1])),
        ),
        Misconception(
            "transposed-instead-of-flipped",
            "The transpose `w.T` mirrors at the diagonal. A flip reverses the order of the "
            "rows and of the columns: half a turn.",
            wrong=(lambda x, w: slide(x, w.T), lambda x, w: slide(x, w.T[::-1, ::-1])),
        ),
        Misconception(
            "quarter-turn",
            "The filter was turned by a quarter. Flipping both ways is half a turn.",
            wrong=(lambda x, w: slide(x, np.rot90(w)), lambda x, w: slide(x, np.rot90(w, 3))),
        ),
        Misconception(
            "picture-flipped",
            "You flipped the picture too, or instead. Only the filter is flipped; otherwise the "
            "output comes out flipped.",
            wrong=(
                lambda x, w: slide(x[::-1, ::-1], w),
                lambda x, w: slide(x[::-1, ::-1], w[::-1, ::-1]),
            ),
        ),
        Misconception(
            "output-flipped",
            "You flipped the result, not the filter.",
            wrong=(lambda x, w: slide(x, w)[::-1, ::-1],),
        ),
        *(_flipped_first(mistake) for mistake in WINDOW_MISTAKES),
    ),
)
