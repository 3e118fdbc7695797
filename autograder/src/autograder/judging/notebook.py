"""A notebook, graded: the student's cells run in the sandbox, and each check is decided outside.

Run are the course's set-up cells, the cells with answers, and the cells that the student added;
not those marked as experiments. What stands in a check cell is not run at all: its outputs become
the judge's report and the points. No tag on a cell means anything here except ``experiment``.

An exercise about pictures not seen yet is asked when all cells have run: what has looked at such
pictures then gets no cell in which to show them.
"""

import ast
import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.errors import CourseError
from autograder.judging import reach, unseen
from autograder.judging.evidence import KEY, Evidence, digest_of, library_digest, versions
from autograder.judging.judge import Answer, judge
from autograder.judging.outputs import Allowance, error, to_outputs
from autograder.judging.recovery import Bounds, Ran, Sitting
from autograder.judging.seeds import fingerprint, official
from autograder.notebooks import (
    EXPERIMENT,
    Cell,
    Notebook,
    exercise_of,
    grade_id,
    is_answer,
    is_check,
    is_locked,
    tags_of,
    text_of,
)
from autograder.sandbox.policy import Policy
from cnnkit.checks import exercises, find
from cnnkit.checks.render import as_html, as_text
from cnnkit.checks.report import DATA, Findings
from cnnkit.checks.spec import Exercise

UNSAFE = (
    "Graded with --unsafe: the code ran without a sandbox and could reach files, answers and "
    "grades. These points can be trusted as far as the author is."
)


LONGEST = 200_000
"""Characters that a cell may have: longer ones are neither read nor run."""


@dataclass(frozen=True)
class Graded:
    """A graded notebook: a copy with outputs, what was found, and how it came about."""

    notebook: Notebook
    findings: tuple[Findings, ...]
    evidence: Evidence

    @property
    def points(self) -> float:
        """The sum of all points."""
        return sum(findings.points for findings in self.findings)


def grade(
    notebook: Notebook,
    *,
    student: str,
    assignment: str,
    secret: bytes,
    policy: Policy,
    bounds: Bounds | None = None,
    seed: Callable[[str], int | bytes] | None = None,
    lookup: Callable[[str], Exercise] = find,
) -> Graded:
    """Grade one student's notebook.

    Parameters
    ----------
    notebook
        The work, with nbgrader's metadata; it is not changed.
    student, assignment
        Whose work it is, and on what.
    secret
        What official inputs are drawn from.
    policy
        What the work may see and use.
    bounds
        How much patience there is with it.
    seed
        Exercise → seed, in place of the official ones.
    lookup
        Exercise → its spec, in place of the library's own.

    Raises
    ------
    CourseError
        If a cell earns points for an exercise that is not known: it cannot be decided here.
    """
    notebook = copy.deepcopy(notebook)
    draw = seed or (lambda exercise: official(secret, assignment, exercise, student))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
        _require_known(cell)
    notes = (UNSAFE,) if policy.unsafe else ()
    found: dict[int, Findings] = {}
    last: list[tuple[int, Cell, str]] = []
    troubles: dict[str, str] = {}
    allowance = Allowance()

    def decide(count: int, cell: Cell, exercise: str) -> None:
        answer = _answer(cell, exercise, cells, troubles.get(exercise, ""))
        asked = unseen.official(lookup(exercise))
        found[count] = judge(sitting, asked, answer, draw(exercise), notes)
        cell["outputs"] = report(found[count], count)
        cell["execution_count"] = count

    with Sitting(policy, bounds) as sitting:
        for count, cell in enumerate(cells, start=1):
            exercise = exercise_of(cell)
            if is_check(cell):
                assert exercise is not None
                if lookup(exercise).pictures is None:
                    decide(count, cell, exercise)
                else:
                    last.append((count, cell, exercise))
            elif is_run(cell):
                ran = _run(sitting, text_of(cell["source"]))
                cell["outputs"] = _outputs(ran, count, allowance)
                cell["execution_count"] = count
                if exercise:
                    troubles[exercise] = _trouble(ran, cell["outputs"])
        for waiting in last:
            decide(*waiting)
        restarts = sitting.restarts
    findings = tuple(found[count] for count in sorted(found))
    evidence = Evidence(
        assignment=assignment,
        student=student,
        secret=fingerprint(secret),
        notebook=digest_of(notebook),
        library=library_digest(),
        packages=versions(),
        points={each.exercise: each.points for each in findings},
        unsafe=policy.unsafe,
        restarts=restarts,
    )
    notebook["metadata"][KEY] = {"evidence": evidence.to_dict()}
    return Graded(notebook, findings, evidence)


def is_run(cell: Cell) -> bool:
    """Whether a cell runs at grading. Of ordinary cells all but the experiments do."""
    return bool(text_of(cell["source"]).strip()) and (
        is_answer(cell) or is_locked(cell) or EXPERIMENT not in tags_of(cell)
    )


def report(findings: Findings, count: int) -> list[dict[str, Any]]:
    """Return the outputs of a check cell: the report, and the points as nbgrader reads them."""
    shown = {
        "text/plain": as_text(findings),
        "text/html": as_html(findings, here=False),
        DATA: findings.to_dict(),
    }
    points = {"text/plain": repr(float(findings.points))}
    return [
        {"output_type": "display_data", "data": shown, "metadata": {}},
        {
            "output_type": "execute_result",
            "data": points,
            "metadata": {},
            "execution_count": count,
        },
    ]


def _require_known(cell: Cell) -> None:
    if is_check(cell) and exercise_of(cell) not in exercises():
        raise CourseError(
            "grade",
            received=f"the check cell {grade_id(cell)!r}, which belongs to no known exercise",
            expected="check_<exercise>, with an exercise of cnnkit.checks.exercises()",
            fix="Correct the chapter, or grade it with --executor plain",
        )


def _answer(check: Cell, exercise: str, cells: list[Cell], trouble: str) -> Answer:
    """Gather what belongs to an exercise's answer."""
    mine = [cell for cell in cells if is_answer(cell) and exercise_of(cell) == exercise]
    locked = [cell for cell in cells if is_locked(cell) and not is_check(cell)]
    others = [
        cell
        for cell in cells
        if not is_locked(cell) and not any(cell is own for own in mine) and is_run(cell)
    ]
    return Answer(
        _name(check, exercise),
        source="\n".join(_read(cell) for cell in mine),
        others=[_read(cell) for cell in others],
        setup=[text_of(cell["source"]) for cell in locked],
        trouble=trouble,
    )


def _read(cell: Cell) -> str:
    """Return the source of a cell that was run."""
    source = text_of(cell["source"])
    return source if len(source) <= LONGEST else ""


def _name(check: Cell, exercise: str) -> str:
    """Return the name in ``check("exercise", name)``; by custom it is the exercise's.

    If the student has changed that line, the worst that happens is that another of their own
    functions is judged.
    """
    try:
        tree = ast.parse(_read(check))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return exercise
    for node in ast.walk(tree):
        match node:
            case ast.Call(args=[ast.Constant(value=said), ast.Name(id=name)]) if said == exercise:
                return name
    return exercise


def _run(sitting: Sitting, source: str) -> Ran:
    if len(source) > LONGEST:
        return Ran(source, "skipped", why=f"this cell has more than {LONGEST} characters")
    fault = reach.fault(source)
    return Ran(source, "unread", why="\n".join(fault)) if fault else sitting.run(source)


def _outputs(ran: Ran, count: int, allowance: Allowance) -> list[dict[str, Any]]:
    outputs = to_outputs(ran.outputs, count, allowance)
    if ran.ended == "late":
        outputs.append(error("TimeIsUp", f"{ran.why}; the cells below were run all the same"))
    elif ran.ended == "died":
        outputs.append(error("ProcessDied", f"{ran.why}; this cell was left out, the others not"))
    elif ran.ended == "skipped":
        outputs.append(error("NotRun", ran.why))
    elif ran.ended == "unread":
        lines = ran.why.splitlines()
        outputs.append(error("SyntaxError", lines[-1].partition(": ")[2], lines))
    return outputs


def _trouble(ran: Ran, outputs: list[dict[str, Any]]) -> str:
    """Say in a clause how a cell ended, if it did not end well."""
    if ran.ended in ("late", "died"):
        return f"was stopped: {ran.why}"
    if ran.ended == "skipped":
        return f"was not run: {ran.why}"
    for output in outputs:
        if output["output_type"] == "error":
            return f"ended with {output['ename']}: {output['evalue']}"[:300]
    return ""
