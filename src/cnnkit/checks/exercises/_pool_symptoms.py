"""Mistakes with pooling that stop with an error, or that show in some settings only."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv_symptoms import only_where, raised, unequal
from cnnkit.checks.exercises._pools import Given, given
from cnnkit.checks.exercises._sizes import error_of_another_type
from cnnkit.checks.spec import Call, Misconception

OTHER_ERROR = error_of_another_type("A mode that does not exist")

ERRORS = (
    Misconception(
        "one-number-for-each-window",
        "Several numbers are written where one belongs. One window of one channel gives *one* "
        "number: `.max()`, `.mean()` or `.sum()` over both of its axes.",
        symptom=raised(
            "setting an array element with a sequence",
            "only 0-dimensional arrays",
            "only length-1 arrays",
            "could not broadcast input array",
        ),
    ),
    Misconception(
        "pairs-only",
        "`k` and `stride` may be one number as well: it then holds for rows and columns.",
        symptom=raised("cannot unpack non-iterable int", "object is not iterable", "subscriptable"),
    ),
    Misconception(
        "pairs-not-read",
        "`k` and `stride` may be pairs (rows, columns). Ask which: `isinstance(k, tuple)`.",
        symptom=raised(
            "tuple",
            "sequence by non-int",
            error="TypeError",
        ),
    ),
    Misconception(
        "no-stride-is-none",
        "Where no stride is given, `stride` is None, and None cannot be calculated with. Begin "
        "with `if stride is None: stride = k`.",
        symptom=raised("NoneType", error="TypeError"),
    ),
    Misconception(
        "infinity-in-a-whole-number",
        "The output was made with the number type of the picture, and a uint8 cannot hold −∞. Make "
        "it with a float type.",
        symptom=raised("infinity to integer", error="OverflowError"),
    ),
    Misconception(
        "empty-window",
        "A window is empty: it begins beyond the edge of the picture. Are there too many places, "
        "or is the start of the window too far on?",
        symptom=raised("zero-size array", "max() iterable argument is empty", "empty sequence"),
    ),
    Misconception(
        "reshape-does-not-fit",
        "`reshape` needs a picture that divides into whole windows, and windows that do not "
        "overlap. Other pictures have a rest, and other strides have overlaps: cut windows out.",
        symptom=raised("cannot reshape array"),
    ),
)


def _overlaps(a: Given) -> bool:
    return any(s != k for k, s in zip(a.sides, a.steps, strict=True))


def _whole(a: Given) -> bool:
    return any((n - k) % s for n, k, s in zip(a.x.shape[2:], a.sides, a.steps, strict=True))


def where(given: Callable[[Call], Given] = given) -> tuple[Misconception, ...]:
    """Return "wrong only with …" for each setting of a pooling, the rarest first."""

    def wrong(id: str, hint: str, test: Callable[[Given], bool]) -> Misconception:
        return Misconception(id, hint, symptom=only_where(given, test))

    return (
        wrong(
            "wrong-for-negative-numbers",
            "Right for most pictures, wrong where all numbers are negative. Then the maximum is "
            "negative, too: what does your maximum start with?",
            lambda a: a.mode == "max" and bool((np.asarray(a.x) < 0).all()),
        ),
        wrong(
            "wrong-for-whole-numbers",
            "Right for float numbers, wrong for whole ones (uint8): their sums start again after "
            "255. Work in float.",
            lambda a: np.asarray(a.x).dtype.kind in "iu",
        ),
        wrong(
            "wrong-average",
            "The maximum is right, the average is not. Divide the sum by the number of pixels in "
            "the window.",
            lambda a: a.mode == "avg",
        ),
        wrong(
            "wrong-sum",
            "The other modes are right, the sum is not.",
            lambda a: a.mode == "sum",
        ),
        wrong(
            "wrong-average-and-sum",
            "The maximum is right, average and sum are not.",
            lambda a: a.mode in ("avg", "sum"),
        ),
        wrong(
            "wrong-maximum",
            "Average and sum are right, the maximum is not.",
            lambda a: a.mode == "max",
        ),
        wrong(
            "wrong-for-pairs",
            "Right where rows and columns are treated alike, wrong for a pair. `k` and `stride` "
            "are each one number, or two: (rows, columns).",
            lambda a: unequal(a.sides) or unequal(a.steps),
        ),
        wrong(
            "wrong-for-overlapping-windows",
            "Right where windows lie side by side, wrong where they overlap or leave gaps: the "
            "stride is then not the size of the window.",
            _overlaps,
        ),
        wrong(
            "wrong-with-a-remainder",
            "Right where the windows fill the picture, wrong where a rest is left. What does not "
            "fit a whole window is dropped.",
            _whole,
        ),
        wrong(
            "wrong-for-several-images",
            "Right for one image, wrong for several.",
            lambda a: len(a.x) > 1,
        ),
        wrong(
            "wrong-for-several-channels",
            "Right for one channel, wrong for several. Each is pooled by itself.",
            lambda a: a.x.shape[1] > 1,
        ),
        wrong(
            "wrong-for-a-picture-that-is-not-square",
            "Right for square pictures, wrong for others. The height is `x.shape[2]`, the width "
            "`x.shape[3]`.",
            lambda a: a.x.shape[2] != a.x.shape[3],
        ),
    )
