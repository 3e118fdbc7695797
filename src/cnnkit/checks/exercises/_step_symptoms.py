"""Mistakes with stride and padding that stop with an error, or that show in some settings only."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._steps import Given
from cnnkit.checks.spec import Misconception
from cnnkit.checks.symptoms import every_failed


def _is_pair(verdict) -> bool:
    call = verdict.call
    return any(isinstance(value, tuple) for value in (*call.args, *call.kwargs.values()))


def _stops(verdict, *errors: str) -> bool:
    return verdict.outcome.kind == "raised" and verdict.outcome.error in errors


ARGUMENT_MISTAKES = (
    Misconception(
        "pairs-not-read",
        "`stride` and `padding` may be one number, for both directions, or a pair (rows, columns). "
        "Ask which: `isinstance(stride, tuple)`.",
        symptom=every_failed(
            lambda verdict: _is_pair(verdict) and _stops(verdict, "TypeError", "ValueError")
        ),
    ),
    Misconception(
        "pairs-only",
        "`stride` and `padding` may be one number as well: it then holds for rows and columns.",
        symptom=every_failed(
            lambda verdict: (
                _stops(verdict, "TypeError")
                and (
                    "subscriptable" in verdict.outcome.message
                    or "unpack" in verdict.outcome.message
                    or "iterable" in verdict.outcome.message
                )
            )
        ),
    ),
    Misconception(
        "minus-zero",
        "`y[p:-p] = x` is empty for p = 0, since -0 is 0. Write `y[p : p + n] = x`.",
        symptom=every_failed(
            lambda verdict: (
                _stops(verdict, "ValueError")
                and "could not broadcast input array" in verdict.outcome.message
            )
        ),
    ),
    Misconception(
        "window-cut-short",
        "A window is smaller than the filter: it hangs over the edge of the array that you slice. "
        "Which array have you padded, and which do you slice? Does the size formula round down?",
        symptom=every_failed(
            lambda verdict: (
                _stops(verdict, "ValueError")
                and "could not be broadcast together" in verdict.outcome.message
            )
        ),
    ),
)


def _wrong_with(test: Callable[[Given], bool]) -> Callable[[list], bool]:
    """Return the symptom "at least half of the cases of this kind failed, and no others"."""

    def shows(evidence: list) -> bool:
        kinds = [test(Given(*verdict.call.args, **verdict.call.kwargs)) for verdict in evidence]
        failed = [kind for kind, verdict in zip(kinds, evidence, strict=True) if not verdict.passed]
        return bool(failed) and all(failed) and not all(kinds) and 2 * len(failed) >= sum(kinds)

    return shows


LAST_RESORTS = (
    Misconception(
        "wrong-with-padding",
        "Right without padding, wrong with it. Which array have you padded, and which do you "
        "slice? The size comes from the padded picture.",
        symptom=_wrong_with(lambda a: a.p != (0, 0)),
    ),
    Misconception(
        "wrong-with-a-stride",
        "Right for stride 1, wrong for others. The window starts at `i * stride`, and the number "
        "of places is divided by the stride, rounded down.",
        symptom=_wrong_with(lambda a: a.s != (1, 1)),
    ),
    Misconception(
        "wrong-for-pairs",
        "Right where rows and columns are treated alike, wrong for a pair. `stride` and `padding` "
        "are each one number, or two: (rows, columns).",
        symptom=_wrong_with(lambda a: isinstance(a.stride, tuple) or isinstance(a.padding, tuple)),
    ),
    Misconception(
        "wrong-for-whole-numbers",
        "Right for float numbers, wrong for whole ones (uint8). Turn picture and filter into float "
        "numbers first.",
        symptom=_wrong_with(lambda a: np.asarray(a.x).dtype.kind in "iu"),
    ),
)
