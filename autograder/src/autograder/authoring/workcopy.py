"""The student's own copy of the course: ``work/``, beside ``course/`` and unknown to git.

What a student has written is never lost: a chapter that is there is left as it is, and when a newer
version of it comes out, their writing is carried into it and the earlier file stays beside it.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from autograder import files, notebooks
from autograder.course import Course
from autograder.intake.parse import parse
from autograder.intake.transplant import EVERYTHING, transplant

BASES = ".given_out"  # in work/: each chapter as it was when the student's copy was made


@dataclass(frozen=True)
class Step:
    """What was done about one chapter, in words for the student."""

    chapter: str
    done: str


def refresh(course: Course, today: datetime.date | None = None) -> list[Step]:
    """Bring ``work/`` up to date with ``course/``; return what was done, one step a chapter."""
    day = today or datetime.date.today()
    released = sorted(course.released.glob("*/*.ipynb"))
    return [Step(path.stem, _chapter(course, path, day)) for path in released]


def _chapter(course: Course, released: Path, day: datetime.date) -> str:
    name = released.relative_to(course.released)
    mine, base = course.work / name, course.work / BASES / name.name
    new = released.read_bytes()
    if not mine.exists():
        files.write(mine, new)
        files.write(base, new)
        return "new: ready for you"
    old = base.read_bytes() if base.exists() else None
    if old == new:
        return "as you left it"
    theirs = mine.read_bytes()
    if theirs == new:
        done = "as you left it"
    elif theirs == old:
        files.write(mine, new)
        done = "a newer version, in place of the one you had not touched"
    else:
        done = _carry_over(mine, theirs, new, old, day)
    files.write(base, new)
    return done


def _carry_over(mine: Path, theirs: bytes, new: bytes, old: bytes | None, day) -> str:
    """Write the new release with the student's writing to ``mine``; keep what was there."""
    found, _ = parse(theirs)
    if found is None:
        beside = _free(mine, f"new-{day}")
        files.write(beside, new)
        return f"your file cannot be read, and stays; the new version is {beside.name}"
    kept = files.write(_free(mine, f"before-{day}"), theirs)
    base = parse(old)[0] if old else None
    release = notebooks.load_bytes(new)
    merged, _ = transplant(release, found, base=base, keep=EVERYTHING)
    files.write(mine, notebooks.dump(merged))
    return f"a newer version, with what you wrote in it; your earlier file is {kept.name}"


def _free(path: Path, mark: str) -> Path:
    """Return a path beside ``path`` that bears ``mark`` and is not taken."""
    found, number = path.with_name(f"{path.stem}.{mark}.ipynb"), 2
    while found.exists():
        found = path.with_name(f"{path.stem}.{mark}-{number}.ipynb")
        number += 1
    return found
