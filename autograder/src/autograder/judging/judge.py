"""Who decides: inputs go into the sandbox, answers come back, and are judged here.

The expected value of a case never leaves this process, and no student code runs in it. For each
case there is one question and at most one reply; whatever the reply holds, it is compared with
what the reference gives for the same inputs. A reply that breaks the comparison is a wrong answer.
"""

import dataclasses
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.judging import reach, unseen
from autograder.judging.questions import ABSENT, clean
from autograder.judging.recovery import Sitting
from autograder.judging.similarity import likeness
from cnnkit.checks.outcome import Outcome
from cnnkit.checks.report import Findings
from cnnkit.checks.runner import CASE_SHARE, conclude, whole_problem
from cnnkit.checks.spec import Call, Case, Exercise
from cnnkit.checks.verdict import decide

SAYING = 500
"""Characters that one sentence about a case may have."""

HOPELESS = 3
"""If the process dies in so many cases, from the first one on, the others are not tried."""

NOTHING = ("unwritten", ABSENT)
"""Where the first case comes out like this there is nothing to be judged."""

Asked = tuple[Case, Call, Outcome]


@dataclass(frozen=True)
class Answer:
    """What is judged: the function's name, and the sources around it.

    Parameters
    ----------
    name
        What the answer is called in the notebook.
    source
        The cell with the answer.
    others
        The student's other cells.
    setup
        The course's own cells.
    trouble
        How the cell with the answer ended, if not well; a clause for the report.
    """

    name: str
    source: str = ""
    others: Sequence[str] = ()
    setup: Sequence[str] = ()
    trouble: str = ""


def judge(
    sitting: Sitting,
    exercise: Exercise,
    answer: Answer,
    seed: int | bytes,
    notes: tuple[str, ...] = (),
) -> Findings:
    """Judge one exercise of one student.

    Parameters
    ----------
    sitting
        Where the student's code runs.
    exercise
        What was asked.
    answer
        What is judged.
    seed
        Where the inputs come from.
    notes
        What the report is to say about how it came about.

    Returns
    -------
    Findings
        As the student's own check returns them, for these inputs.
    """
    found = reach.forbidden_call(exercise, answer.source, answer.others, answer.setup, answer.name)
    if found:
        return whole_problem(exercise, f"Not allowed here: {found}.", "forbidden-call", notes)
    restarts = len(sitting.endings)
    asked = list(ask(sitting, exercise, answer.name, seed))
    if asked[0][2].kind == ABSENT:
        return _absent(exercise, answer, asked[0][2].message, notes)
    if exercise.pictures is not None:
        asked = [(case, call, unseen.bare(outcome)) for case, call, outcome in asked]
        notes += (unseen.NOTE,)
    died = sitting.endings[restarts:]
    if died:
        why = "; ".join(dict.fromkeys(died))
        note = f"The process had to be started again {_times(len(died))}: {clean(why, SAYING)}."
        if all(outcome.kind in ("died", "skipped") for _, _, outcome in asked):
            note += f" It died in each of the first {len(died)} cases; no other was tried."
        notes += (note,)
    return settle(exercise, asked, notes + remarks(exercise, answer))


def ask(
    sitting: Sitting, exercise: Exercise, name: str, seed: int | bytes
) -> Iterable[tuple[Case, Call, Outcome]]:
    """Yield the outcome of every case, within the time that the exercise has.

    All are asked at once first; where that does not go smoothly, each by itself in a kernel that
    has not been asked yet. Only the student's own time counts, not that of a kernel that is started
    again.
    """
    share = exercise.budget * CASE_SHARE
    calls = list(exercise.calls(seed))
    at_once = sitting.ask_together(name, [call for _, call in calls], share)
    if at_once is not None:
        for at, (case, call) in enumerate(calls):
            yield case, call, _as_found(at, name, at_once[at])
            if at == 0 and at_once[at].kind in NOTHING:
                return
        return
    left = exercise.budget
    deaths = 0
    for at, (case, call) in enumerate(calls):
        if left <= 0 or deaths == at == HOPELESS:
            left = 0.0
            yield case, call, Outcome("skipped")
            continue
        answered = sitting.ask(name, call, min(left, share))
        left -= answered.seconds
        outcome = _as_found(at, name, answered.outcome)
        deaths += outcome.kind == "died"
        yield case, call, outcome
        if at == 0 and outcome.kind in NOTHING:
            return


def _as_found(at: int, name: str, outcome: Outcome) -> Outcome:
    """Return an outcome, or that what could be called before is there no more."""
    if outcome.kind == ABSENT and at:
        return Outcome("raised", error="NameError", message=f"`{name}` is gone")
    return outcome


def settle(exercise: Exercise, asked: list[Asked], notes: tuple[str, ...] = ()) -> Findings:
    """Return the findings for these outcomes, whatever the values in them do to a comparison."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found = conclude(exercise, asked, notes)
        except Exception:  # the values are the student's, and so is the choice of what fails
            bare = dataclasses.replace(exercise, misconceptions=())
            asked = [(case, call, _digestible(bare, case, call, it)) for case, call, it in asked]
            found = conclude(bare, asked, notes)
    verdicts = [
        dataclasses.replace(verdict, says=clean(verdict.says, SAYING)) for verdict in found.verdicts
    ]
    return dataclasses.replace(found, verdicts=tuple(verdicts))


def _digestible(exercise: Exercise, case: Case, call: Call, outcome: Outcome) -> Outcome:
    """Return the outcome if it can be decided and shown; else one that says it cannot."""
    try:
        conclude(exercise, [(case, call, outcome)])
        decide(exercise, case, call, outcome)
    except Exception as problem:
        return Outcome("forged", message=f"comparing it fails with {type(problem).__name__}")
    return outcome


def remarks(exercise: Exercise, answer: Answer) -> tuple[str, ...]:
    """Return what an instructor may want to look at. None of it changes a score."""
    try:
        sources = [answer.source, *reach.reached(answer.source, answer.others, answer.name)]
        alike = likeness(exercise, sources)
        curious = reach.curious(answer.source, answer.others, answer.name)
    except (reach.Unreadable, RecursionError, MemoryError):
        return ()
    return (*([str(alike)] if alike else []), *curious)


def _absent(exercise: Exercise, answer: Answer, kind: str, notes: tuple[str, ...]) -> Findings:
    if kind:
        problem = f"We expected the function `{answer.name}`, and got {clean(kind, 100)}."
        return whole_problem(exercise, problem, "not-a-function", notes)
    problem = f"There is no `{answer.name}` after your cells have run."
    if answer.trouble:
        problem += f" The cell with your answer {answer.trouble}."
    else:
        problem += " Keep the name as it was given."
    return whole_problem(exercise, problem, "not-defined", notes)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
