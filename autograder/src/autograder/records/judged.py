"""Grade one submission by the judge, without nbgrader's converters.

The same preprocessors of nbgrader do what they do in its own ``autograde``, as far as they need no
database: the rebuilt notebook already is what the ones before execution would make of it. What the
gradebook is to be told comes back as an `Entry`, so that one process writes for all.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import files, notebooks
from autograder.course import Desk
from autograder.intake.preprocessor import REMARKS
from autograder.judging.execute import JudgedExecute, policy_of
from autograder.judging.seeds import fingerprint
from autograder.notebooks import Notebook
from autograder.records import cache
from autograder.settings import settings


@dataclass(frozen=True)
class Entry:
    """What the gradebook is told of one submission.

    Parameters
    ----------
    student, chapter
        Whose it is, and of what.
    submitted
        When it was handed in, as its ``timestamp.txt`` says; empty where there is none.
    grades
        Grade id → points; None where a person must look.
    comments
        Grade id → nbgrader's own comment on an answer, or None.
    """

    student: str
    chapter: str
    submitted: str = ""
    grades: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)


def judge(
    desk: Desk, notebook: Notebook, remarks: list[str], entry: Entry, *, unsafe: bool, fresh: bool
) -> tuple[Notebook, Entry]:
    """Grade a rebuilt notebook, lay it among the graded ones, and say what to enter.

    Parameters
    ----------
    notebook
        The student's work on the release.
    remarks
        What the rebuild has noticed; kept in the notebook's metadata.
    entry
        Student, chapter and time.
    unsafe
        Run without a sandbox.
    fresh
        Grade it even if the outcome is known.

    Returns
    -------
    Notebook, Entry
        The graded notebook, and the entry with grades and comments.
    """
    import nbformat
    from nbgrader.preprocessors import LimitOutput

    config = settings(desk, "judged")
    executor = JudgedExecute(config=config)
    executor.unsafe = unsafe
    graded = _graded(desk, executor, notebook, entry, fresh)
    graded["metadata"][REMARKS] = remarks
    node: Any = nbformat.from_dict(graded)
    node, _ = LimitOutput(config=config).preprocess(node, {})
    _lay(desk, node, entry)
    return node, _with_grades(entry, node)


def _graded(
    desk: Desk, executor: JudgedExecute, notebook: Notebook, entry: Entry, fresh: bool
) -> Notebook:
    """Return the graded notebook: a known one, or one graded now."""
    name = cache.key(
        notebook,
        student=entry.student,
        assignment=entry.chapter,
        secret=fingerprint(executor.secret),
        policy=policy_of(notebook, unsafe=executor.unsafe),
        patience=f"{executor.timeout} {executor.total_seconds}",
    )
    known = None if fresh else cache.find(desk, name)
    if known is not None:
        return known
    made = executor.graded(notebook, entry.student, entry.chapter).notebook
    cache.keep(desk, name, made)
    return made


def _lay(desk: Desk, node: Notebook, entry: Entry) -> None:
    """Write the graded notebook, with its time, where nbgrader looks for it; nothing else."""
    place = desk.graded(entry.student, entry.chapter).parent
    kept = {f"{entry.chapter}.ipynb": notebooks.dump(node)}
    if entry.submitted:
        kept["timestamp.txt"] = entry.submitted.encode()
    for name, data in kept.items():
        files.write(place / name, data)
    for path in place.iterdir():
        if path.name not in kept:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _with_grades(entry: Entry, node: Any) -> Entry:
    """Return the entry with what nbgrader reads from the graded cells."""
    from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

    for cell in node.cells:
        name = notebooks.grade_id(cell) or ""
        if is_grade(cell):
            points = determine_grade(cell)[0]
            entry.grades[name] = None if points is None else float(points)
        if is_solution(cell) or is_task(cell):
            same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
            entry.comments[name] = "No response." if same and not is_task(cell) else None
    return entry
