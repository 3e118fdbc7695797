"""Chapter 03: a frame around a picture."""

import numpy as np

from cnnkit.checks.exercises._frames import (
    PLACES,
    array_mistakes,
    bend,
    bend_four,
    bend_one,
    corners,
    filled,
    frame_only,
    has_four,
    laid,
    minus_zero,
    reference,
    unknown_gives,
    wrong_unless_square,
)
from cnnkit.checks.exercises._mode_mistakes import LAST_RESORTS, MODE_MISTAKES
from cnnkit.checks.exercises._sizes import error_of_another_type
from cnnkit.checks.exercises._windows import BY_HAND
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed

FRAME_YOURSELF = "here you write the frame yourself"


def _draw(h: int, width: int, *more, dtype: type[np.generic] = np.float64, **named):
    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(100, 250, (h, width)).astype(dtype), *more, **named)
        return Call((rng.normal(size=(h, width)) + 2).astype(dtype), *more, **named)

    return drawn


FOUR = "four different sides"

exercise = Exercise(
    name="pad2d",
    chapter="03",
    points=4,
    asks="Put a frame around the picture `x`; the mode says what stands in it.",
    reference=reference,
    forbidden={
        **BY_HAND,
        "numpy.pad": FRAME_YOURSELF,
        "numpy.lib": FRAME_YOURSELF,
        "cnnkit.mine": FRAME_YOURSELF,
        "cnnkit.widgets": FRAME_YOURSELF,
    },
    solved_by=("functional.padding.pad2d", "functional.padding.padded"),
    cases=(
        Case("zeros, one on each side", "the frame of zeros", _draw(3, 4, 1)),
        Case("zeros, two on each side", "the frame of zeros", _draw(4, 3, 2)),
        Case("no frame at all", "the frame of zeros", _draw(2, 3, 0)),
        Case("zeros, four different sides", FOUR, _draw(3, 4, (1, 2, 3, 4))),
        Case("zeros on two sides only", FOUR, _draw(4, 3, (0, 2, 1, 0))),
        Case("edge", "the mode edge", _draw(3, 4, 2, "edge")),
        Case("edge, four different sides", "the mode edge", _draw(4, 3, (1, 0, 2, 3), "edge")),
        Case("reflect", "the mode reflect", _draw(4, 5, 2, "reflect")),
        Case("reflect as far as it goes", "the mode reflect", _draw(4, 4, 3, "reflect")),
        Case(
            "reflect, four different sides",
            "the mode reflect",
            _draw(5, 4, (2, 3, 0, 1), "reflect"),
        ),
        Case("wrap", "the mode wrap", _draw(4, 5, 2, "wrap")),
        Case("wrap as far as it goes", "the mode wrap", _draw(3, 3, 3, "wrap")),
        Case("wrap, four different sides", "the mode wrap", _draw(5, 4, (0, 3, 2, 1), "wrap")),
        Case("one row", "the sides of the picture", _draw(1, 5, (2, 2, 1, 1), "edge")),
        Case("by name", "the mode edge", _draw(3, 5, padding=1, mode="edge")),
        Case(
            "whole numbers 0 to 255", "the number type", _draw(3, 4, 1, dtype=np.uint8), typed=True
        ),
        Case(
            "32-bit numbers, wrapped",
            "the number type",
            _draw(4, 3, 1, "wrap", dtype=np.float32),
            typed=True,
        ),
        Case(
            "the answer is a new array",
            "a new array",
            lambda rng: _draw(3, 4, 0)(rng).then(("fill", Call(0.0))).observing(0),
        ),
        Case(
            "an unknown mode",
            "a mode that there is not",
            _draw(3, 3, 1, "circle"),
            raises=ValueError,
        ),
    ),
    misconceptions=(
        *array_mistakes("picture"),
        Misconception(
            "padded-on-one-side",
            "The frame is there on some sides only. Padding goes before *and* after the rows, and "
            "before and after the columns.",
            bends=(
                bend(lambda left, right, top, bottom: (left, 0, top, 0)),
                bend(lambda left, right, top, bottom: (0, right, 0, bottom)),
                bend_one(lambda p: (p, 0, p, 0)),
                bend_one(lambda p: (0, p, 0, p)),
                bend_four(lambda left, right, top, bottom: (left, left, top, top)),
                bend_four(lambda left, right, top, bottom: (right, right, bottom, bottom)),
            ),
        ),
        Misconception(
            "padded-in-one-direction",
            "The frame is there in one direction only: rows above and below, *and* columns to the "
            "left and right.",
            bends=(
                bend(lambda left, right, top, bottom: (left, right, 0, 0)),
                bend(lambda left, right, top, bottom: (0, 0, top, bottom)),
            ),
        ),
        Misconception(
            "four-sides-in-another-order",
            "Four numbers mean (left, right, top, bottom), in this order. (NumPy and style sheets "
            "have other orders; this one is PyTorch's.)",
            bends=tuple(
                bend_four(lambda *given, order=order: tuple(given[at] for at in order))
                for order in (
                    (2, 3, 0, 1),
                    (0, 2, 1, 3),
                    (3, 1, 0, 2),
                    (1, 3, 0, 2),
                    (0, 2, 3, 1),
                    (1, 3, 2, 0),
                    (1, 0, 2, 3),
                    (0, 1, 3, 2),
                    (1, 0, 3, 2),
                    (3, 2, 1, 0),
                    (3, 2, 0, 1),
                    (2, 3, 1, 0),
                    (3, 0, 1, 2),
                )
            ),
        ),
        Misconception(
            "one-number-for-all-four",
            "With four numbers every side has its own. You use one of them for all.",
            bends=(
                *(bend_four(lambda *given, at=at: (given[at],) * 4) for at in range(4)),
                bend_four(lambda *given: (max(given),) * 4),
                bend_four(lambda *given: (sum(given),) * 4),
            ),
        ),
        Misconception(
            "frame-twice-as-wide",
            "The frame is too wide. `padding` pixels go on each side: the picture grows by twice "
            "that.",
            bends=(bend(lambda *given: tuple(2 * side for side in given)),),
        ),
        Misconception(
            "padding-ignored",
            "`padding` has no effect, or is always 1. Use the number that is handed in.",
            bends=(bend(lambda *given: (0, 0, 0, 0)), bend(lambda *given: (1, 1, 1, 1))),
        ),
        Misconception(
            "another-default",
            "Where no mode is given it is zero: keep the first line as it was given.",
            wrong=(
                lambda x, padding, mode="edge": reference(x, padding, mode),
                lambda x, padding, mode="reflect": reference(x, padding, mode),
                lambda x, padding, mode="wrap": reference(x, padding, mode),
            ),
        ),
        *MODE_MISTAKES,
        Misconception(
            "corners-left-empty",
            "The corners of the frame are wrong. They are filled, too: pad the rows first, and "
            "then the columns of the *taller* picture.",
            wrong=(
                corners(lambda y, corners: np.where(corners, 0, y)),
                corners(lambda y, corners: np.where(corners, y[0, 0], y)),
                corners(lambda y, corners: np.where(corners, np.nan, y)),
            ),
        ),
        Misconception(
            "frame-not-of-zeros",
            "In the mode zero the frame holds zeros. Yours holds something else (`np.empty` leaves "
            "what was there before).",
            wrong=(
                filled(lambda x: 1),
                filled(lambda x: x.mean()),
                filled(lambda x: float("nan")),
                filled(lambda x: -1),
                filled(lambda x: 255),
                filled(lambda x: x.min()),
                filled(lambda x: x.max()),
            ),
        ),
        Misconception(
            "picture-lost",
            "The frame is there, but the picture is not in it. Copy it to the rows from `top` on "
            "and the columns from `left` on.",
            wrong=(frame_only,),
        ),
        Misconception(
            "picture-at-the-wrong-place",
            "The picture lies at the wrong place in the frame: its first row is row `top`, its "
            "first column is column `left`.",
            wrong=(
                laid(lambda left, right, top, bottom: (left, top)),
                laid(lambda left, right, top, bottom: (0, 0)),
                laid(lambda left, right, top, bottom: (top + bottom, left + right)),
                laid(lambda left, right, top, bottom: (bottom, right)),
            ),
        ),
        Misconception(
            "minus-zero",
            "-0 is 0: for p = 0, `x[-p:]` is the *whole* picture and `y[p:-p]` is empty. Count "
            "from the start: `x[n - p :]`, `y[p : p + n]`.",
            wrong=(minus_zero,),
            symptom=every_failed(
                lambda verdict: "could not broadcast input array" in verdict.outcome.message
            ),
        ),
        Misconception(
            "unknown-mode-accepted",
            "A mode that there is not must not pass in silence: `raise ValueError(...)`. Otherwise "
            "a misspelt word gives a wrong picture.",
            wrong=(
                *(
                    unknown_gives(lambda x, padding, mode=mode: reference(x, padding, mode))
                    for mode in PLACES
                ),
                unknown_gives(lambda x, padding: None),
                unknown_gives(lambda x, padding: x),
                unknown_gives(lambda x, padding: "ValueError"),
            ),
            symptom=every_failed(
                lambda verdict: (
                    verdict.case.raises is not None
                    and verdict.outcome.kind in ("returned", "not-a-tree")
                )
            ),
        ),
        error_of_another_type("An unknown mode"),
        Misconception(
            "height-and-width-swapped",
            "Rows and columns have changed places: the shape is (rows, columns), height first.",
            spoils=(np.transpose,),
        ),
        Misconception(
            "integer-output",
            "Fractions are cut off: the frame was made with an integer type. Make it with "
            "`dtype=x.dtype`.",
            spoils=(np.trunc,),
        ),
        Misconception(
            "four-numbers-not-read",
            "`padding` may be one number or four: (left, right, top, bottom). Ask which: "
            "`isinstance(padding, tuple)`.",
            symptom=every_failed(
                lambda verdict: has_four(verdict) and verdict.outcome.kind == "raised"
            ),
        ),
        Misconception(
            "one-number-not-read",
            "`padding` may be one number: it then holds for all four sides.",
            symptom=every_failed(
                lambda verdict: (
                    not has_four(verdict)
                    and verdict.outcome.kind == "raised"
                    and verdict.outcome.error == "TypeError"
                )
            ),
        ),
        Misconception(
            "square-picture-assumed",
            "Right for square pictures only: one side of the picture is taken for both.",
            symptom=wrong_unless_square,
        ),
        *LAST_RESORTS,
    ),
)
