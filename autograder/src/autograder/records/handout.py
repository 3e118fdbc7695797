"""Hand chapters out: the students' notebooks in a folder, the due date in the gradebook."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import files
from autograder.course import Course, Desk
from autograder.errors import CourseError
from autograder.records import gradebook
from autograder.records.lateness import Policy, keep


@dataclass(frozen=True)
class Given:
    """One chapter that was handed out, and when it must be in (UTC)."""

    chapter: str
    path: Path
    due: datetime.datetime | None


@dataclass(frozen=True)
class Handout:
    """What was handed out, and what lateness costs."""

    chapters: tuple[Given, ...]
    policy: Policy


def release(
    course: Course,
    desk: Desk,
    chapters: list[str],
    to: Path,
    *,
    due: datetime.datetime | None = None,
    grace: float | None = None,
    per_day: float | None = None,
    most: float | None = None,
) -> Handout:
    """Lay the students' notebooks into ``to`` and tell the gradebook of them.

    Parameters
    ----------
    chapters
        Full names of the chapters.
    to
        The folder; each chapter gets one of its own in it.
    due
        When the work must be in: local time unless it says otherwise; midnight stands for the end
        of that day. Without it a date that is known already stays.
    grace, per_day, most
        Changes of the desk's policy on lateness, as `lateness.Policy` explains.

    Raises
    ------
    CourseError
        If a notebook in course/ is not what solutions/ builds: students would get another one than
        the one that is graded.
    """
    made = {chapter: gradebook.learn(course, desk, chapter) for chapter in chapters}
    for chapter, data in made.items():
        built = course.released / chapter / f"{chapter}.ipynb"
        if not built.is_file() or built.read_bytes() != data:
            raise CourseError(
                f"release {chapter}",
                received=f"{built}, which is not what solutions/ builds",
                expected="the notebook that will be graded",
                fix="Build first: autograder build",
            )
    policy = keep(desk, grace=grace, per_day=per_day, most=most)
    given = []
    with gradebook.opened(desk) as book:
        for chapter, data in made.items():
            path = files.write(to / chapter / f"{chapter}.ipynb", data)
            if due is not None:
                when: Any = _utc(due)
                book.update_or_create_assignment(chapter, duedate=when)
            known: Any = book.find_assignment(chapter).duedate
            given.append(Given(chapter, path, known))
    return Handout(tuple(given), policy)


def _utc(due: datetime.datetime) -> datetime.datetime:
    """Return a time in UTC without saying so, as nbgrader keeps it.

    >>> _utc(datetime.datetime(2027, 1, 31, 18, tzinfo=datetime.UTC))
    datetime.datetime(2027, 1, 31, 18, 0)
    """
    if due.time() == datetime.time():
        due += datetime.timedelta(days=1, seconds=-1)
    return due.astimezone(datetime.UTC).replace(tzinfo=None)
