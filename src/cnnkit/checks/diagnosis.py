"""Which known mistake gives exactly these numbers.

Every misconception of an exercise can be imitated. Each imitation is called with the same inputs as
the student's code. The one whose numbers agree in all failed cases, and that is right wherever the
student was right, is named. If there is none, two at a time are tried; then the symptoms; then the
imitation that explains at least half of the failed cases.
"""

import inspect
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.checks.compare import difference, shape_of, to_tree, type_difference
from cnnkit.checks.outcome import Outcome, execute
from cnnkit.checks.recipes import build
from cnnkit.checks.spec import Call, Exercise, Misconception
from cnnkit.checks.symptoms import EMPTY, GENERAL, NOT_FINITE, right_for_some
from cnnkit.checks.verdict import Verdict, decide


@dataclass(frozen=True)
class Diagnosis:
    """The named mistake, its hint, and in how many of the failed cases it explains every number."""

    mistake: str
    hint: str
    explained: int
    failed: int


@dataclass(frozen=True)
class Imitation:
    """One way of making a mistake, or two mistakes at once."""

    mistakes: tuple[Misconception, ...]
    call: Callable[..., Any]

    def named(self, explained: int, failed: int) -> Diagnosis:
        """Return the diagnosis that this imitation stands for."""
        hint = " There is another mistake, too. ".join(mistake.hint for mistake in self.mistakes)
        return Diagnosis(self.mistakes[0].id, hint, explained, failed)


def diagnose(
    exercise: Exercise, verdicts: list[Verdict], reads: tuple[str, ...] = ()
) -> Diagnosis | None:
    """Return the mistake that explains the failed cases best, or None.

    ``reads`` names the data outside the answer that its code reads.
    """
    failed = sum(not verdict.passed for verdict in verdicts)
    if not failed:
        return None
    found = [verdict.mistake for verdict in verdicts if verdict.mistake is not None]
    mutated = sum(bool(verdict.outcome.mutated) for verdict in verdicts)
    if len(found) > mutated:  # what changed its inputs was not judged
        mistake = found[0]
        return Diagnosis(mistake.id, mistake.hint, found.count(mistake), failed)
    verdicts_by_cost = sorted(verdicts, key=_quick_to_try)
    kinds = {verdict.outcome.kind for verdict in verdicts if not verdict.passed}
    some_values = "returned" in kinds  # an imitation is known by the values that it gives
    all_said = some_values and kinds <= {"returned", "raised"}
    best: tuple[float, int, Imitation] | None = None
    for imitation in singles(exercise) if some_values else ():
        exact, alike = _explained(exercise, imitation, verdicts_by_cost)
        if exact and exact + alike == failed:
            return imitation.named(failed, failed)
        if exact and (best is None or exact + 0.5 * alike > best[0]):
            best = (exact + 0.5 * alike, exact, imitation)
    for mistake in (EMPTY, NOT_FINITE):
        if _shows(mistake, verdicts):
            return Diagnosis(mistake.id, mistake.hint, failed, failed)
    for imitation in pairs(exercise) if all_said else ():
        exact, alike = _explained(exercise, imitation, verdicts_by_cost, wholly=True)
        if exact and exact + alike == failed:
            return imitation.named(failed, failed)
    for mistake in (*exercise.misconceptions, *GENERAL):
        if mistake.symptom is not None and _shows(mistake, verdicts):
            return Diagnosis(mistake.id, mistake.hint, failed, failed)
    if reads:
        return Diagnosis("reads-a-notebook-variable", _READS.format(reads[0]), failed, failed)
    if best is not None and 2 * best[0] >= failed:
        return best[2].named(best[1], failed)
    for imitation in triples(exercise) if all_said else ():
        exact, alike = _explained(exercise, imitation, verdicts_by_cost, wholly=True)
        if exact and exact + alike == failed:
            return imitation.named(failed, failed)
    some = right_for_some(verdicts)
    return None if some is None else Diagnosis(some.id, some.hint, failed, failed)


_READS = (
    "The function reads `{}`, which stands in the notebook and is not one of its arguments. It "
    "must answer for whatever is handed in."
)


def singles(exercise: Exercise) -> Iterator[Imitation]:
    """Yield every imitation of one mistake, in the order of the catalogue."""
    right = exercise.reference
    for mistake in exercise.misconceptions:
        for wrong in mistake.wrong:
            yield Imitation((mistake,), wrong)
        if right is not None:
            for bend in mistake.bends:
                yield Imitation((mistake,), _bent(right, bend))
            for spoil in mistake.spoils:
                yield Imitation((mistake,), _spoilt(right, spoil))


def pairs(exercise: Exercise) -> Iterator[Imitation]:
    """Yield the imitations of two mistakes at once, joined in every way that they can be."""
    right = exercise.reference
    if right is None:
        return
    bends = [(m, bend) for m in exercise.misconceptions for bend in m.bends]
    wrongs = [(m, wrong) for m in exercise.misconceptions for wrong in m.wrong]
    spoils = [(m, spoil) for m in exercise.misconceptions for spoil in m.spoils]
    for at, (first, bend) in enumerate(bends):
        for second, other in bends[at + 1 :]:
            if first is not second:
                yield Imitation((first, second), _bent(_bent(right, other), bend))
        for second, wrong in wrongs:
            yield Imitation((first, second), _bent(wrong, bend))
        for second, spoil in spoils:
            yield Imitation((first, second), _spoilt(_bent(right, bend), spoil))
    for second, spoil in spoils:
        for first, wrong in wrongs:
            yield Imitation((first, second), _spoilt(wrong, spoil))
        for first, other in spoils:
            if first is not second:
                yield Imitation((first, second), _spoilt(_spoilt(right, other), spoil))


def triples(exercise: Exercise) -> Iterator[Imitation]:
    """Yield the imitations of three mistakes at once: a bend and two spoils."""
    right = exercise.reference
    if right is None:
        return
    bends = [(m, bend) for m in exercise.misconceptions for bend in m.bends]
    spoils = [(m, spoil) for m in exercise.misconceptions for spoil in m.spoils]
    for first, bend in bends:
        for second, spoil in spoils:
            spoilt = _spoilt(_bent(right, bend), spoil)
            for third, other in spoils:
                if second is not third:
                    yield Imitation((first, second, third), _spoilt(spoilt, other))


def _bent(function: Callable[..., Any], bend: Callable[..., tuple]) -> Callable[..., Any]:
    """Return ``function`` with bent arguments.

    A bend that knows the keyword arguments of the call is handed them too, and returns all of them
    in order; one that does not bends the others, and the keyword arguments go on as they are.
    """

    def bent(*args, **kwargs):
        if kwargs and _accepts(bend, args, kwargs):
            return function(*bend(*args, **kwargs))
        return function(*bend(*args), **kwargs)

    return bent


def _accepts(function: Callable[..., Any], args: tuple, kwargs: dict[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def _spoilt(function: Callable[..., Any], spoil: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: spoil(function(*args, **kwargs))


def _shows(mistake: Misconception, verdicts: list[Verdict]) -> bool:
    """Ask for the symptom; evidence that it cannot read shows nothing."""
    assert mistake.symptom is not None
    try:
        return bool(mistake.symptom(verdicts))
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return False


def _explained(
    exercise: Exercise, imitation: Imitation, verdicts: list[Verdict], *, wholly: bool = False
) -> tuple[int, int]:
    """Count the failed cases where the imitation gives the same numbers, and where both raise.

    The first case that refutes it ends the count: the verdicts stand in the order of their cost.
    Return (0, 0) when it fails a case that the student passed: then it is another mistake. With
    ``wholly``, return (0, 0) also when there is one failed case that it does not explain.
    """
    exact = alike = 0
    for verdict in verdicts:
        outcome = imitate(imitation.call, verdict.call)
        if verdict.passed:
            again = decide(exercise, verdict.case, verdict.call, outcome, expected=verdict.expected)
            if not again.passed:
                return 0, 0
            continue
        same, both_raise = _same(exercise, outcome, verdict.outcome)
        if same and verdict.case.typed and verdict.difference is None:
            same = bool(type_difference(outcome.value, verdict.expected))  # only the type is wrong
        exact += same
        alike += both_raise
        if wholly and not (same or both_raise):
            return 0, 0
    return exact, alike


def imitate(function: Callable[..., Any], call: Call) -> Outcome:
    """Call an imitation, which is our own code: no time limit, nothing captured."""
    if call.methods or call.observe or call.again:
        return execute(function, call, seconds=60.0)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nobody wrote this: nobody is to be warned
            made = build(list(call.args)), build(call.kwargs)
            return Outcome("returned", value=to_tree(function(*made[0], **made[1])))
    except Exception as problem:
        return Outcome("raised", error=type(problem).__name__)


def _quick_to_try(verdict: Verdict) -> tuple[bool, int]:
    """Sort failed cases first, small ones first: most imitations are refuted by the first."""
    return verdict.passed, np.size(verdict.expected)


def _same(exercise: Exercise, imitated: Outcome, outcome: Outcome) -> tuple[bool, bool]:
    """Return whether both returned the same numbers, and whether both raised the same error."""
    if imitated.kind == outcome.kind == "returned":
        if outcome.mutated or shape_of(imitated.value) != shape_of(outcome.value):
            return False, False
        return difference(outcome.value, imitated.value, exercise.rtol) is None, False
    return False, imitated.kind == outcome.kind == "raised" and imitated.error == outcome.error
