"""The gradebook: nbgrader's database, made ready here, told of each chapter, and read back.

It is a SQLite file in write-ahead mode, so that several gradings may write while somebody reads.
"""

import contextlib
import datetime
import sqlite3
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import files, notebooks
from autograder.authoring import percent, source
from autograder.authoring.release import release
from autograder.conversion import nbgrader_at_work
from autograder.course import Course, Desk
from autograder.errors import CourseError
from autograder.settings import STUB

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


def create(desk: Desk) -> None:
    """Make an empty gradebook where there is none.

    nbgrader would make one too, but asks a program for the version number that is read here.
    """
    desk.root.mkdir(parents=True, exist_ok=True)
    if desk.gradebook.exists():
        _ask(desk, "SELECT version_num FROM alembic_version")
        return
    with nbgrader_at_work():
        from alembic.script import ScriptDirectory
        from nbgrader import dbutil

        version = ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head()
    made = desk.root / f".gradebook.db{files.HALF}"
    made.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(made)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES (?)", (version,))
        database.commit()
    made.replace(desk.gradebook)


def learn(course: Course, desk: Desk, chapter: str) -> bytes:
    """Tell the gradebook of a chapter's cells and points; return the students' notebook.

    What it has been told already, it is not told again.

    A chapter whose exercises changed after submissions were graded is refused by nbgrader: it
    needs a new desk.
    """
    create(desk)
    made = source.notebook(percent.read(course.solutions / f"{chapter}.py"))
    stamp = desk.step("learned") / f"{chapter}.txt"
    if _known(desk, chapter) and _stamp(desk, chapter, made) == _text(stamp):
        return desk.release(chapter).read_bytes()
    stamp.unlink(missing_ok=True)
    released = release(desk, chapter, made, database=True)
    files.write(stamp, _stamp(desk, chapter, made))
    return released


def _known(desk: Desk, chapter: str) -> bool:
    """Say whether the gradebook has heard of a chapter."""
    with contextlib.closing(sqlite3.connect(desk.gradebook)) as database:
        try:
            query = "SELECT 1 FROM assignment WHERE name = ?"
            return database.execute(query, (chapter,)).fetchone() is not None
        except sqlite3.OperationalError:  # nothing but a version number yet
            return False


def _stamp(desk: Desk, chapter: str, made: notebooks.Notebook) -> str:
    """Return a digest of a chapter's source and release, and of what makes one of the other."""
    parts = [notebooks.dump(made), _text(desk.release(chapter)).encode(), STUB.encode()]
    parts.append(metadata.version("nbgrader").encode())
    return files.digest(b"\n".join(map(str.encode, map(files.digest, parts)))) + "\n"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def entered(desk: Desk) -> set[tuple[str, str]]:
    """Return (chapter, student) for every submission that the gradebook knows."""
    return {
        *_ask(
            desk,
            "SELECT assignment.name, submitted_assignment.student_id FROM submitted_assignment "
            "JOIN assignment ON assignment.id = submitted_assignment.assignment_id",
        )
    }


def _ask(desk: Desk, query: str) -> list[tuple]:
    """Return the rows that answer a query. A damaged database is refused in words."""
    try:
        with contextlib.closing(sqlite3.connect(desk.gradebook)) as database:
            return database.execute(query).fetchall()
    except sqlite3.DatabaseError as problem:
        raise CourseError(
            "gradebook",
            received=f"{desk.gradebook}, which cannot be read: {problem}",
            expected="nbgrader's database",
            fix="Move it away and grade again: what was graded is entered anew. Corrections by "
            "hand were in it; take them from a backup",
        ) from problem


@dataclass(frozen=True)
class Score:
    """One exercise of one student: the points that count, a teacher's corrections included."""

    exercise: str
    points: float
    max_points: float


@dataclass(frozen=True)
class Standing:
    """One chapter of one student, as the gradebook has it."""

    student: str
    chapter: str
    submitted: datetime.datetime | None
    scores: tuple[Score, ...]
    late_penalty: float = 0.0
    comments: tuple[str, ...] = field(default=())
    seconds_late: float = 0.0

    @property
    def points(self) -> float:
        """The points that count: never below zero."""
        return round(max(sum(item.points for item in self.scores) - self.late_penalty, 0.0), 2)

    @property
    def max_points(self) -> float:
        """The points there are."""
        return sum(item.max_points for item in self.scores)


def standings(gradebook: "Gradebook") -> list[Standing]:
    """Return every submission in the gradebook, by chapter and student."""
    found = [
        _standing(submission)
        for assignment in gradebook.assignments
        for submission in assignment.submissions
    ]
    return sorted(found, key=lambda item: (item.chapter, item.student))


def _standing(submission) -> Standing:
    grades = {
        grade.name: Score(
            grade.name.removeprefix("check_"), float(grade.score), float(grade.max_score)
        )
        for notebook in submission.notebooks
        for grade in notebook.grades
    }
    comments = [
        comment.manual_comment
        for notebook in submission.notebooks
        for comment in notebook.comments
        if comment.manual_comment
    ]
    return Standing(
        submission.student.id,
        submission.assignment.name,
        submission.timestamp,
        tuple(grades[name] for name in sorted(grades)),
        float(submission.late_submission_penalty or 0.0),
        tuple(comments),
        float(submission.total_seconds_late),
    )


@contextlib.contextmanager
def opened(desk: Desk):
    """Open the gradebook for reading and writing."""
    with nbgrader_at_work():
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{desk.gradebook}") as gradebook:
            yield gradebook


def order_of(desk: Desk, chapter: str) -> list[str]:
    """Return the exercises of a chapter in the order in which the notebook asks them."""
    try:
        cells = notebooks.load(desk.release(chapter))["cells"]
    except FileNotFoundError:
        return []
    return [notebooks.exercise_of(cell) or "" for cell in cells if notebooks.is_check(cell)]
