"""What one case is worth: an `Outcome` held against the exercise. No student code runs here."""

from dataclasses import dataclass
from typing import Any

from cnnkit.checks.compare import Difference, describe, difference, shape_of, type_difference
from cnnkit.checks.outcome import Outcome
from cnnkit.checks.recipes import build_arguments
from cnnkit.checks.spec import Call, Case, Exercise, Judge, Misconception


@dataclass(frozen=True)
class Verdict:
    """The decision on one case, with what a student needs in order to see it."""

    case: Case
    call: Call
    outcome: Outcome
    passed: bool
    says: str = ""
    expected: Any = None
    difference: Difference | None = None
    mistake: Misconception | None = None

    @property
    def got_shape(self) -> str:
        """The shape that came, or a word for what came instead."""
        if self.outcome.kind != "returned":
            return "–"
        value = _given_back(self.call, self.outcome.value)
        shape = shape_of(value)
        return describe(value) if shape is None else _shape(shape)

    @property
    def expected_shape(self) -> str:
        """The shape that was expected."""
        if self.expected is None:
            return "–"
        shape = shape_of(self.expected)
        return describe(self.expected) if shape is None else _shape(shape)


def _shape(shape: tuple[int, ...]) -> str:
    """Return a shape in words that a newcomer knows.

    >>> _shape((2, 3)), _shape(())
    ('(2, 3)', 'a number')
    """
    return str(shape) if shape else "a number"


def _given_back(call: Call, value: Any) -> Any:
    """Return what the call itself gave, without what was observed and without a second call."""
    if call.again and isinstance(value, list) and value:
        value = value[0]
    if call.observe and isinstance(value, dict):
        value = value.get("value")
    return value


def decide(
    exercise: Exercise, case: Case, call: Call, outcome: Outcome, *, expected: Any = None
) -> Verdict:
    """Return the verdict on ``outcome``: one call of the student's answer with ``call``.

    ``expected`` is what the reference gives, where an earlier verdict on ``call`` knows it.
    """

    def fail(says: str, **details) -> Verdict:
        return Verdict(case, call, outcome, passed=False, says=says, **details)

    if case.raises is not None:
        return _decide_refusal(case, call, outcome)
    if expected is None:
        expected = expect(exercise, call)
    if outcome.kind != "returned":
        return fail(_SAYINGS[outcome.kind].format(outcome=outcome), expected=expected)
    if outcome.mutated:
        changed = " and ".join(outcome.mutated)
        return fail(f"the call changed {changed}: work on an array of its own", expected=expected)
    if exercise.judge is not None:
        complaint = _judge(case.judge or exercise.judge, call, outcome.value)
        if isinstance(complaint, Misconception):
            return fail(complaint.hint, mistake=complaint)
        return fail(complaint) if complaint else Verdict(case, call, outcome, passed=True)
    found = difference(outcome.value, expected, exercise.rtol)
    if found:
        return fail(found.message, expected=expected, difference=found)
    if case.typed and (says := type_difference(outcome.value, expected)):
        return fail(says, expected=expected)
    return Verdict(case, call, outcome, passed=True, expected=expected)


def expect(exercise: Exercise, call: Call) -> Any:
    """Return what the reference gives for ``call``, or None for an exercise with a judge."""
    if exercise.reference is None:
        return None
    return imitate(exercise.reference, call)


def imitate(implementation, call: Call) -> Any:
    """Return what an implementation of our own gives for ``call``, read as a student's is."""
    from cnnkit.checks.outcome import execute

    outcome = execute(implementation, call, seconds=60.0)
    if outcome.kind != "returned":
        raise RuntimeError(f"the reference failed: {outcome.error}: {outcome.message}")
    return outcome.value


_SAYINGS = {
    "unwritten": "not written yet",
    "raised": "{outcome.error}: {outcome.message}",
    "timeout": "did not finish in the time given: is there a loop that never ends?",
    "not-a-tree": "returned {outcome.message}: return numbers or an array",
    "died": "the process died while this case ran",
    "skipped": "not run: the time for this exercise was used up, or other cases ended badly",
    "forged": "the answer that came back is not readable: {outcome.message}",
}


def _decide_refusal(case: Case, call: Call, outcome: Outcome) -> Verdict:
    assert case.raises is not None
    wanted = case.raises.__name__
    if outcome.kind == "raised" and outcome.error == wanted:
        return Verdict(case, call, outcome, passed=True)
    if outcome.kind == "returned":
        says = f"we expected a {wanted} here, and got {describe(outcome.value)}"
    elif outcome.kind == "raised":
        says = f"we expected a {wanted}, and got a {outcome.error}: {outcome.message}"
    else:
        says = _SAYINGS[outcome.kind].format(outcome=outcome)
    return Verdict(case, call, outcome, passed=False, says=says)


def _judge(judge: Judge, call: Call, value: Any) -> Misconception | str | None:
    """Ask a judge. A value that it cannot digest is a wrong value, not a crash."""
    try:
        return judge(call.handing(*build_arguments(call.args, call.kwargs)), value)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return f"we could not read the answer: it is {describe(value)}"
