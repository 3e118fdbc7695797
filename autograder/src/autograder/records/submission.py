"""Grade one submission. This is what a worker process runs: plain data in, plain data out."""

import glob
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from autograder import files, notebooks
from autograder.conversion import ConversionFailed, convert
from autograder.course import Desk
from autograder.intake.rebuild import rebuild
from autograder.notebooks import Notebook
from autograder.records.judged import Entry, judge
from autograder.records.record import FAILED, GRADED, Marked, Record, marked
from autograder.settings import settings


@dataclass(frozen=True)
class Task:
    """One submission to grade, and how; ``fresh``: even if the outcome is known."""

    desk: Path
    student: str
    chapter: str
    digest: str
    executor: str
    unsafe: bool = False
    fresh: bool = False


def submitted_file(desk: Desk, student: str, chapter: str) -> Path | None:
    """Return the notebook that a student handed in: under its name, or the only one there is."""
    expected = desk.submission(student, chapter)
    if expected.is_file():
        return expected
    others = sorted(expected.parent.glob("*.ipynb"))
    return others[0] if len(others) == 1 else None


@dataclass(frozen=True)
class Done:
    """What a worker returns: the record, and what is still to be entered into the gradebook."""

    record: Record
    entry: Entry | None = None


def grade_one(task: Task) -> Done:
    """Grade one submission. A failure is a record too: nothing raises.

    The notebook is rebuilt on the release first, so that what grades it meets a notebook that it
    knows, and none of the other files that were handed in with it.
    """
    desk, start = Desk(task.desk), time.monotonic()
    remarks: list[str] = []
    exercises: tuple[Marked, ...] = ()
    entry: Entry | None = None
    reason = ""
    try:
        notebook, remarks = _rebuilt(desk, task)
        if task.executor == "judged":
            exercises, entry = _judged(desk, task, notebook, remarks)
        else:
            exercises = _autograded(desk, task, notebook)
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
    return Done(record, entry)


def _in_words(reason: str) -> str:
    """Return the reason for a failure as one who knows no nbclient would put it."""
    if "DeadKernelError" in reason:
        return "the Python process died while the notebook ran"
    if "UnresponsiveKernelError" in reason:
        return "the notebook ran into something that cannot be interrupted"
    return reason


def _rebuilt(desk: Desk, task: Task) -> tuple[Notebook, list[str]]:
    """Return the notebook that will be graded, and remarks about what was handed in."""
    found = submitted_file(desk, task.student, task.chapter)
    release = notebooks.load(desk.release(task.chapter))
    notebook, remarks = rebuild(release, found.read_bytes() if found else None)
    expected = desk.submission(task.student, task.chapter)
    if found and found != expected:
        remarks.insert(0, f"the file is called {found.name}, not {expected.name}")
    return notebook, remarks


def _stamp(desk: Desk, task: Task) -> bytes:
    """Return what stands in the file that says when the work was handed in."""
    try:
        return desk.submission(task.student, task.chapter).with_name("timestamp.txt").read_bytes()
    except FileNotFoundError:
        return b""


def _judged(
    desk: Desk, task: Task, notebook: Notebook, remarks: list[str]
) -> tuple[tuple[Marked, ...], Entry]:
    """Grade by the judge; the gradebook is not written here."""
    entry = Entry(task.student, task.chapter, _stamp(desk, task).decode("utf-8", "replace"))
    try:
        graded, entry = judge(desk, notebook, remarks, entry, unsafe=task.unsafe, fresh=task.fresh)
    except BaseException:
        # An older outcome must not be taken for this one's.
        shutil.rmtree(desk.graded(task.student, task.chapter).parent, ignore_errors=True)
        raise
    return marked(graded, {name: points or 0.0 for name, points in entry.grades.items()}), entry


def _autograded(desk: Desk, task: Task, notebook: Notebook) -> tuple[Marked, ...]:
    """Grade by nbgrader's own converter, which writes the gradebook itself."""
    import nbformat
    from nbgrader.converters import Autograde
    from nbgrader.utils import determine_grade

    place = desk.step("rebuilt") / task.student / task.chapter
    files.write(place / f"{task.chapter}.ipynb", notebooks.dump(notebook))
    stamp = _stamp(desk, task)
    if stamp:
        files.write(place / "timestamp.txt", stamp)
    config = settings(desk, task.executor, submitted="rebuilt")
    student = glob.escape(task.student)  # nbgrader takes it for a pattern
    convert(Autograde, config, chapter=task.chapter, student=student)
    outcome = nbformat.read(desk.graded(task.student, task.chapter), as_version=4)
    points = {
        notebooks.grade_id(cell) or "": float(determine_grade(cell)[0] or 0.0)
        for cell in outcome.cells
        if notebooks.is_check(cell)
    }
    return marked(outcome, points)
