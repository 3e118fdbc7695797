"""Mistakes with volumes that stop with an error, or that show in some settings only."""

import re
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from cnnkit.checks.exercises._conv import Given, pair
from cnnkit.checks.spec import Misconception
from cnnkit.checks.symptoms import every_failed
from cnnkit.checks.verdict import Verdict

Seen = TypeVar("Seen")


def raised(*texts: str, error: str = "", line: str = "") -> Callable[[list[Verdict]], bool]:
    """Return the symptom "each failed case raised an error whose message holds one of these".

    ``error`` names its type; ``line`` is a part of the student's own line.
    """
    return every_failed(
        lambda verdict: (
            verdict.outcome.kind == "raised"
            and error in verdict.outcome.error
            and line in verdict.outcome.frame
            and (not texts or any(text in verdict.outcome.message for text in texts))
        )
    )


def only_where(
    given: Callable[..., Seen], test: Callable[[Seen], bool]
) -> Callable[[list[Verdict]], bool]:
    """Return the symptom "at least half of the cases of this kind failed, and no others"."""

    def shows(evidence: list[Verdict]) -> bool:
        kinds = [test(given(verdict.call)) for verdict in evidence]
        failed = [kind for kind, verdict in zip(kinds, evidence, strict=True) if not verdict.passed]
        return all(failed) and not all(kinds) and bool(failed) and 2 * len(failed) >= sum(kinds)

    return shows


def unequal(value: object) -> bool:
    """Say whether a setting is a pair of two different numbers."""
    rows, columns = pair(value)
    return rows != columns


def _stops_where_b_is_added(evidence: list[Verdict]) -> bool:
    """Say whether most of the failed cases stop at a `+ b` whose shapes do not fit."""
    failed = [verdict.outcome for verdict in evidence if not verdict.passed]
    stopped = [
        outcome
        for outcome in failed
        if "could not be broadcast" in outcome.message and re.search(r"\+=? *b\b", outcome.frame)
    ]
    return 2 * len(stopped) > len(failed)


BIAS_ALONG_THE_PIXELS = Misconception(
    "bias-along-the-pixels",
    "`b` has one number for each filter, and NumPy lines it up with the last axis. That is "
    "the pixels, H·W or W of them. Give `b` an axis of length 1 for each axis behind the "
    "filters: `b[:, None]`, or `b[:, None, None]` after the last reshape.",
    symptom=_stops_where_b_is_added,
)

ERRORS = (
    Misconception(
        "one-number-for-each-place",
        "Several numbers are written where one belongs. One window and one filter give *one* "
        "number: multiply, then add up everything (`np.sum` without an axis).",
        symptom=raised(
            "setting an array element with a sequence",
            "only 0-dimensional arrays",
            "only length-1 arrays",
            "could not broadcast input array",
        ),
    ),
    Misconception(
        "truth-of-an-array",
        "`if b:` asks whether a whole array is true, and Python cannot say. Write "
        "`if b is not None:`.",
        symptom=raised("truth value of an array"),
    ),
    Misconception(
        "a-name-used-twice",
        "`w` stands for the filter. Where a line such as `N, C, H, w = x.shape` gives the name to "
        "a number, the filter is lost. Call the width `width`.",
        symptom=raised("'int' object has no attribute", "'int' object is not subscriptable"),
    ),
    Misconception(
        "pairs-only",
        "`stride`, `padding` and `dilation` may be one number as well: it then holds for rows and "
        "columns.",
        symptom=raised("cannot unpack non-iterable int", "object is not iterable"),
    ),
)


def where(given: Callable[..., Given]) -> tuple[Misconception, ...]:
    """Return "wrong only with …" for each setting, the rarest first."""

    def wrong(id: str, hint: str, test: Callable[[Given], bool]) -> Misconception:
        return Misconception(id, hint, symptom=only_where(given, test))

    return (
        wrong(
            "wrong-without-a-bias",
            "Right with a bias, wrong where `b` is None. Then nothing is added.",
            lambda a: a.b is None,
        ),
        wrong(
            "wrong-for-whole-numbers",
            "Right for float numbers, wrong for whole ones (uint8). Turn picture and filter into "
            "float numbers first.",
            lambda a: np.asarray(a.x).dtype.kind in "iu",
        ),
        wrong(
            "wrong-for-pairs",
            "Right where rows and columns are treated alike, wrong for a pair. `stride`, "
            "`padding` and `dilation` are each one number, or two: (rows, columns).",
            lambda a: any(isinstance(v, tuple) for v in (a.stride, a.padding, a.dilation)),
        ),
        wrong(
            "wrong-with-groups",
            "Right for one group, wrong for several. Group g has C/groups channels and F/groups "
            "filters, both counted from g times that many.",
            lambda a: a.groups > 1,
        ),
        wrong(
            "wrong-with-dilation",
            "Right without dilation, wrong with it. A window covers `(k - 1) * dilation + 1` "
            "pixels; tap u meets the pixel `u * dilation` after its start.",
            lambda a: a.spread != (1, 1),
        ),
        wrong(
            "wrong-with-padding",
            "Right without padding, wrong with it. Which array have you padded, and which do you "
            "slice? N and C get no padding, and the size comes from the padded picture.",
            lambda a: a.margins != (0, 0),
        ),
        wrong(
            "wrong-with-a-stride",
            "Right for stride 1, wrong for others. The window starts at `i * stride`, and the "
            "number of places is divided by the stride, rounded down.",
            lambda a: a.steps != (1, 1),
        ),
        wrong(
            "wrong-for-some-settings",
            "Right with stride 1, dilation 1 and no padding; wrong with at least two of them "
            "changed. Take one at a time: which is the first that goes wrong?",
            lambda a: (a.steps, a.spread, a.margins) != ((1, 1), (1, 1), (0, 0)),
        ),
        wrong(
            "dilation-to-come",
            "Right with every stride and padding, wrong with dilation and with groups. Take the "
            "dilation first: tap u meets the pixel `u * dilation` after the start of the window, "
            "and the window covers `(k - 1) * dilation + 1` pixels.",
            lambda a: a.spread != (1, 1) or a.groups > 1,
        ),
        wrong(
            "strides-to-come",
            "Right with every padding, wrong with a stride, a dilation and groups. Take the stride "
            "first: the window of output row i starts at `i * stride`, and there are fewer rows.",
            lambda a: (a.steps, a.spread) != ((1, 1), (1, 1)) or a.groups > 1,
        ),
        wrong(
            "settings-to-come",
            "The sum is right in the plain case: stride 1, dilation 1, no padding, one group. Now "
            "add one setting at a time, and run the check after each: padding, stride, dilation, "
            "groups. Then ask what happens where `b` is None, and to whole numbers (uint8).",
            lambda a: (
                (a.steps, a.spread, a.margins) != ((1, 1), (1, 1), (0, 0))
                or a.groups > 1
                or a.b is None
                or any(np.asarray(array).dtype.kind in "iu" for array in (a.x, a.w))
            ),
        ),
        wrong(
            "wrong-for-several-images",
            "Right for one image, wrong for several. Each has feature maps of its own.",
            lambda a: len(a.x) > 1,
        ),
        wrong(
            "wrong-for-a-filter-that-is-not-square",
            "Right for square filters, wrong for others. The height is `w.shape[2]`, the width "
            "`w.shape[3]`.",
            lambda a: a.k[0] != a.k[1],
        ),
        wrong(
            "wrong-for-a-picture-that-is-not-square",
            "Right for square pictures, wrong for others. The height is `x.shape[2]`, the width "
            "`x.shape[3]`.",
            lambda a: a.x.shape[2] != a.x.shape[3],
        ),
    )


CUT_SHORT = Misconception(
    "window-cut-short",
    "A window is smaller than the filter: it hangs over the edge of the array that you slice. "
    "Which array have you padded, and which do you slice? Does the size formula round down?",
    symptom=raised("could not be broadcast together", error="ValueError"),
)
