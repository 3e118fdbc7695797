"""Run an answer over all cases of its exercise, here in this process, and report."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from cnnkit.checks import catalogue, forbidden
from cnnkit.checks.diagnosis import diagnose
from cnnkit.checks.outcome import Outcome, data_read_by, execute, modules_of, source_of
from cnnkit.checks.report import Findings, Report, score
from cnnkit.checks.spec import Call, Case, Exercise
from cnnkit.checks.verdict import Verdict, decide
from cnnkit.errors import ParameterError

CASE_SHARE = 0.5  # no case may use more than this part of an exercise's time


def check(name: str, answer: Callable[..., Any], *, seed: int | bytes = 0) -> Report:
    """Check ``answer`` against the exercise ``name`` and return a `Report`.

    The answer is called with many inputs; each result is compared with what it should be. The
    same seed gives the same inputs and the same report. A mistake in the answer never raises here:
    it is shown in the report.

    Parameters
    ----------
    name
        One of `cnnkit.checks.exercises`.
    answer
        The function (or class) that the student wrote.
    seed
        Where the inputs come from. The official ones are drawn from another.

    Returns
    -------
    Report
        A float, the points earned; with ``.points``, ``.passed`` and ``.mistake``.

    Examples
    --------
    >>> def flipped(x, w):
    ...     places = range(len(x) - len(w) + 1)
    ...     return [sum(x[n + u] * w[-1 - u] for u in range(len(w))) for n in places]
    >>> check("corr1d", flipped).mistake
    'filter-flipped'
    """
    try:
        exercise = catalogue.find(name)
    except ParameterError as problem:
        return Report(Findings(str(name), "", 0.0, 0.0, problem=str(problem)))
    return examine(exercise, answer, seed)


def examine(exercise: Exercise, answer: Callable[..., Any], seed: int | bytes = 0) -> Report:
    """Check ``answer`` against a spec, as `check` does against the exercise of that name."""
    name = exercise.name
    if not callable(answer):
        came = type(answer).__name__
        problem = f"We expected the function `{name}`, and got {came}: pass it without brackets."
        return Report(whole_problem(exercise, problem, "not-a-function"))
    found = forbidden.find(
        source_of(answer),
        exercise.forbidden,
        modules_of(answer),
        within=(getattr(answer, "__name__", ""), name),
    )
    if found:
        return Report(whole_problem(exercise, f"Not allowed here: {found}.", "forbidden-call"))
    reads = tuple(name for name in data_read_by(answer) if name not in exercise.may_read)
    return Report(conclude(exercise, run(exercise, answer, seed), reads=reads))


def run(
    exercise: Exercise, answer: Callable[..., Any], seed: int | bytes = 0
) -> Iterable[tuple[Case, Call, Outcome]]:
    """Yield the outcome of every case, within the time that the exercise has."""
    end = time.monotonic() + exercise.budget
    for at, (case, call) in enumerate(exercise.calls(seed)):
        left = end - time.monotonic()
        if left <= 0:
            yield case, call, Outcome("skipped")
            continue
        outcome = execute(answer, call, min(left, exercise.budget * CASE_SHARE))
        yield case, call, outcome
        if at == 0 and outcome.kind == "unwritten":
            return


def conclude(
    exercise: Exercise,
    outcomes: Iterable[tuple[Case, Call, Outcome]],
    notes: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
) -> Findings:
    """Return verdicts, points and the named mistake for these outcomes.

    ``reads`` names data outside the answer that its code reads: a hint for the diagnosis.
    """
    verdicts: list[Verdict] = []
    for case, call, outcome in outcomes:
        if not verdicts and outcome.kind == "unwritten":
            line = _what_is_unwritten(exercise, outcome)
            return whole_problem(exercise, line, "not-written-yet", notes)
        verdicts.append(decide(exercise, case, call, outcome))
    found = diagnose(exercise, verdicts, reads)
    return Findings(
        exercise.name,
        exercise.asks,
        score(exercise, verdicts),
        float(exercise.points),
        tuple(verdicts),
        found,
        mistake=found.mistake if found else None,
        notes=notes,
        parameters=exercise.parameters,
    )


def _what_is_unwritten(exercise: Exercise, outcome: Outcome) -> str:
    """Name the function that is still to be written: the answer, or one that it calls."""
    if outcome.error:
        return f"`{exercise.name}` calls `{outcome.error}`, which is not written yet."
    return f"Not written yet. Write `{exercise.name}` in the cell above, then run this one again."


def whole_problem(
    exercise: Exercise, problem: str, mistake: str, notes: tuple[str, ...] = ()
) -> Findings:
    """Return findings worth nothing, with one sentence that says why."""
    return Findings(
        exercise.name,
        exercise.asks,
        0.0,
        float(exercise.points),
        problem=problem,
        mistake=mistake,
        notes=notes,
    )
