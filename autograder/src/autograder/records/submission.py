"""Grade one submission. This is what a worker process runs: plain data in, plain data out."""

import contextlib
import glob
import time
from dataclasses import dataclass
from pathlib import Path

from autograder import files, notebooks
from autograder.conversion import ConversionFailed, convert
from autograder.course import Desk
from autograder.intake.rebuild import rebuild
from autograder.records.record import FAILED, GRADED, Marked, Record, marked
from autograder.settings import settings


@dataclass(frozen=True)
class Task:
    """One submission to grade, and how."""

    desk: Path
    student: str
    chapter: str
    digest: str
    executor: str
    unsafe: bool = False


def submitted_file(desk: Desk, student: str, chapter: str) -> Path | None:
    """Return the notebook that a student handed in: under its name, or the only one there is."""
    expected = desk.submission(student, chapter)
    if expected.is_file():
        return expected
    others = sorted(expected.parent.glob("*.ipynb"))
    return others[0] if len(others) == 1 else None


def grade_one(task: Task) -> Record:
    """Grade one submission and keep its record. A failure is a record too: nothing raises.

    The notebook is rebuilt on the release first, so that nbgrader meets a notebook that it knows,
    and none of the other files that were handed in with it.
    """
    desk, start = Desk(task.desk), time.monotonic()
    remarks: list[str] = []
    exercises: tuple[Marked, ...] = ()
    reason = ""
    try:
        remarks = _rebuild(desk, task)
        exercises = _autograde(desk, task)
    except ConversionFailed as problem:
        reason = _in_words(str(problem))
    except Exception as problem:  # whatever it is, it must not cost another student a grade
        reason = f"{type(problem).__name__}: {problem}"
    record = Record(
        task.student,
        task.chapter,
        FAILED if reason else GRADED,
        task.digest,
        task.executor,
        exercises,
        tuple(remarks),
        reason,
        round(time.monotonic() - start, 2),
    )
    record.save(desk.record(task.student, task.chapter))
    return record


def _in_words(reason: str) -> str:
    """Return the reason for a failure as one who knows no nbclient would put it."""
    if "DeadKernelError" in reason:
        return "the Python process died while the notebook ran"
    if "UnresponsiveKernelError" in reason:
        return "the notebook ran into something that cannot be interrupted"
    return reason


def _rebuild(desk: Desk, task: Task) -> list[str]:
    """Write the notebook that will be graded; return the remarks about what was handed in."""
    found = submitted_file(desk, task.student, task.chapter)
    release = notebooks.load(desk.release(task.chapter))
    notebook, remarks = rebuild(release, found.read_bytes() if found else None)
    expected = desk.submission(task.student, task.chapter)
    if found and found != expected:
        remarks.insert(0, f"the file is called {found.name}, not {expected.name}")
    place = desk.step("rebuilt") / task.student / task.chapter
    files.write(place / expected.name, notebooks.dump(notebook))
    with contextlib.suppress(FileNotFoundError):
        stamp = expected.with_name("timestamp.txt")
        files.write(place / stamp.name, stamp.read_bytes())
    return remarks


def _autograde(desk: Desk, task: Task) -> tuple[Marked, ...]:
    import nbformat
    from nbgrader.converters import Autograde
    from nbgrader.utils import determine_grade

    config = settings(desk, task.executor, submitted="rebuilt")
    config.JudgedExecute.unsafe = task.unsafe
    student = glob.escape(task.student)  # nbgrader takes it for a pattern
    convert(Autograde, config, chapter=task.chapter, student=student)
    graded = desk.step("autograded") / task.student / task.chapter / f"{task.chapter}.ipynb"
    notebook = nbformat.read(graded, as_version=4)
    points = {
        notebooks.grade_id(cell) or "": float(determine_grade(cell)[0] or 0.0)
        for cell in notebook.cells
        if notebooks.is_check(cell)
    }
    return marked(notebook, points)
