"""One grading at a time on a desk, which first clears away what a killed one left half written."""

import contextlib
import datetime
import os
from collections.abc import Iterator
from pathlib import Path

from autograder import files
from autograder.course import Desk
from autograder.errors import CourseError


@contextlib.contextmanager
def held(desk: Desk) -> Iterator[None]:
    """Hold the desk while the block runs. The lock belongs to the process: it ends with it.

    Raises
    ------
    CourseError
        If another process holds it.
    """
    try:
        import fcntl
    except ImportError:  # no such lock on this system, and no sandbox either
        files.sweep(desk.root)
        yield
        return
    desk.root.mkdir(parents=True, exist_ok=True)
    path = desk.root / "grading.lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _taken(desk, path) from None
        file.truncate(0)
        file.write(f"{os.getpid()} {datetime.datetime.now():%Y-%m-%d %H:%M}")
        file.flush()
        files.sweep(desk.root)
        yield


def _taken(desk: Desk, path: Path) -> CourseError:
    number, _, since = path.read_text(encoding="utf-8").partition(" ")
    return CourseError(
        "grade",
        received=f"{desk.root}, on which process {number} has been grading since {since}",
        expected="a desk on which nobody grades at the moment",
        fix="Wait until it has ended; autograder status says how far it is",
    )
