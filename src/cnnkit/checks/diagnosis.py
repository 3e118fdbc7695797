"""Which known mistake gives exactly these numbers.

Every misconception of an exercise carries wrong implementations. Each is called with the same
inputs as the student's code. The one whose numbers agree in most of the failed cases, and that is
right wherever the student was right, is named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.checks.compare import difference, shape_of
from cnnkit.checks.outcome import Outcome, execute
from cnnkit.checks.spec import Exercise, Misconception
from cnnkit.checks.verdict import Verdict

Evidence = Verdict
"""What a misconception's ``symptom`` is given: the list of verdicts, passed and failed."""

WRONG_BUDGET = 2.0


@dataclass(frozen=True)
class Diagnosis:
    """The named mistake, its hint, and in how many of the failed cases it explains every number."""

    mistake: str
    hint: str
    explained: int
    failed: int


def diagnose(exercise: Exercise, verdicts: list[Verdict]) -> Diagnosis | None:
    """Return the mistake that explains the failed cases best, or None."""
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if not failed:
        return None
    best: tuple[float, int, Misconception] | None = None
    for mistake in exercise.misconceptions:
        for wrong in mistake.wrong:
            exact, alike = _explained(exercise, wrong, verdicts)
            score = exact + 0.5 * alike
            if score > 0 and (best is None or score > best[0]):
                best = (score, exact, mistake)
            if exact == len(failed):
                return _named(mistake, exact, failed)
    if best is not None and best[0] >= len(failed) - 0.5:
        return _named(best[2], best[1], failed)
    for mistake in (*exercise.misconceptions, *GENERAL):
        if mistake.symptom is not None and _shows(mistake, verdicts):
            return _named(mistake, len(failed), failed)
    return None if best is None else _named(best[2], best[1], failed)


def _named(mistake: Misconception, explained: int, failed: list[Verdict]) -> Diagnosis:
    return Diagnosis(mistake.id, mistake.hint, explained, len(failed))


def _shows(mistake: Misconception, verdicts: list[Verdict]) -> bool:
    """Ask for the symptom; evidence that it cannot read shows nothing."""
    assert mistake.symptom is not None
    try:
        return bool(mistake.symptom(verdicts))
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return False


def _explained(
    exercise: Exercise, wrong: Callable[..., Any], verdicts: list[Verdict]
) -> tuple[int, int]:
    """Count the failed cases where ``wrong`` gives the same numbers, and those where both raise.

    Return (0, 0) when ``wrong`` fails a case that the student passed: then it is another mistake.
    """
    exact = alike = 0
    for verdict in sorted(verdicts, key=lambda verdict: not verdict.passed):
        outcome = execute(wrong, verdict.call, WRONG_BUDGET)
        if verdict.passed:
            if not _right(exercise, verdict, outcome):
                return 0, 0
        elif outcome.kind == verdict.outcome.kind == "returned":
            same = difference(verdict.outcome.value, outcome.value, exercise.rtol) is None
            exact += same and outcome.mutated == verdict.outcome.mutated
        elif outcome.kind == verdict.outcome.kind == "raised":
            alike += outcome.error == verdict.outcome.error
    return exact, alike


def _right(exercise: Exercise, verdict: Verdict, outcome: Outcome) -> bool:
    from cnnkit.checks.verdict import decide

    return decide(exercise, verdict.case, verdict.call, outcome).passed


# --- mistakes that any exercise can show ---------------------------------------------------------


def _failed(verdicts: list[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if not verdict.passed]


def _every(verdicts: list[Verdict], test: Callable[[Verdict], bool]) -> bool:
    failed = _failed(verdicts)
    return bool(failed) and all(test(verdict) for verdict in failed)


def _some(verdicts: list[Verdict], test: Callable[[Verdict], bool]) -> bool:
    return any(test(verdict) for verdict in _failed(verdicts))


def _is_transposed(verdict: Verdict) -> bool:
    value, expected = verdict.outcome.value, verdict.expected
    if not isinstance(expected, np.ndarray) or expected.ndim < 2 or shape_of(value) is None:
        return False
    return difference(np.swapaxes(np.asarray(value), -1, -2), expected) is None


def _overflows(verdict: Verdict) -> bool:
    value, expected = verdict.outcome.value, verdict.expected
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
        return False
    if not isinstance(expected, np.ndarray) or value.shape != expected.shape:
        return False
    with np.errstate(invalid="ignore"):
        truncated = np.trunc(expected)
        size = 256**value.dtype.itemsize
        return bool(np.all((value.astype(float) - truncated) % size == 0))


def _factor(verdict: Verdict) -> float | None:
    """Return the one factor by which every number of an answer is off, or None."""
    value, expected = verdict.outcome.value, verdict.expected
    if not isinstance(expected, np.ndarray) or shape_of(value) != expected.shape:
        return None
    got = np.asarray(value, dtype=float)
    ratio = got[expected != 0] / expected[expected != 0]
    if not ratio.size or ratio[0] in (0, 1) or got[expected == 0].any():
        return None
    return float(ratio[0]) if float(np.ptp(ratio)) <= 1e-4 * abs(ratio[0]) else None


def _has_many_numbers(verdict: Verdict) -> bool:
    return isinstance(verdict.expected, np.ndarray) and verdict.expected.size > 1


GENERAL = (
    Misconception(
        "returns-nothing",
        "The function ends without `return`, so it gives None. Hand the result back.",
        symptom=lambda seen: _every(
            seen, lambda v: v.outcome.kind == "returned" and v.outcome.value is None
        ),
    ),
    Misconception(
        "changes-its-input",
        "The function writes into the array it was given. Make a new array, or copy first: "
        "whoever calls it still needs theirs.",
        symptom=lambda seen: _some(seen, lambda v: bool(v.outcome.mutated)),
    ),
    Misconception(
        "runs-forever",
        "The loop does not end. Which variable should change in each round, and does it?",
        symptom=lambda seen: _some(seen, lambda v: v.outcome.kind == "timeout"),
    ),
    Misconception(
        "integer-output",
        "The output was made with the integer type of the input, so fractions are cut off and "
        "large sums wrap around. Make it with a float type.",
        symptom=lambda seen: _every(seen, _overflows),
    ),
    Misconception(
        "rows-and-columns-swapped",
        "Your result is the transpose of the right one: rows and columns have changed places.",
        symptom=lambda seen: _every(seen, _is_transposed),
    ),
    Misconception(
        "constant-factor",
        "Every value is off by the same factor. What is multiplied, or divided, once too often?",
        symptom=lambda seen: (
            _every(seen, lambda v: _factor(v) is not None) and _some(seen, _has_many_numbers)
        ),
    ),
    Misconception(
        "returns-the-wrong-type",
        "What comes back is not numbers or an array. Print it, and look at what you return.",
        symptom=lambda seen: _every(seen, lambda v: v.outcome.kind == "not-a-tree"),
    ),
    Misconception(
        "wrong-arguments",
        "Python could not call the function with the arguments of the exercise. Keep the first "
        "line (the names and their order) as it was given.",
        symptom=lambda seen: _every(
            seen,
            lambda v: (
                v.outcome.error == "TypeError"
                and "argument" in v.outcome.message
                and not v.outcome.frame
            ),
        ),
    ),
    Misconception(
        "stops-with-an-error",
        "The code stops with an error before it can answer. The line is shown below: run it by "
        "hand with the inputs of the case.",
        symptom=lambda seen: _every(seen, lambda v: v.outcome.kind == "raised"),
    ),
)
