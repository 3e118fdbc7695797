"""One grading at a time on a desk, which first clears away what a killed one left half written."""

import contextlib
import datetime
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ParamSpec, TypeVar

from autograder import files
from autograder.course import Desk
from autograder.errors import CourseError

P = ParamSpec("P")
R = TypeVar("R")


def alone(grade: Callable[P, R]) -> Callable[P, R]:
    """Let a function ``(course, desk, ...)`` run once at a time for each desk.

    A second one is refused with a sentence that says who is at work. The lock belongs to the
    process: however that ends, the desk is free again.
    """

    @functools.wraps(grade)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        desk = next(item for item in (*args, *kwargs.values()) if isinstance(item, Desk))
        with held(desk):
            files.sweep(desk.root)
            return grade(*args, **kwargs)

    return run


@contextlib.contextmanager
def held(desk: Desk) -> Iterator[None]:
    """Hold the desk while the block runs.

    Raises
    ------
    CourseError
        If another process holds it.
    """
    try:
        import fcntl
    except ImportError:  # no such lock on this system, and no sandbox either
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
        yield


def _taken(desk: Desk, path: Path) -> CourseError:
    number, _, since = path.read_text(encoding="utf-8").partition(" ")
    return CourseError(
        "grade",
        received=f"{desk.root}, on which process {number} has been grading since {since}",
        expected="a desk on which nobody grades at the moment",
        fix="Wait until it has ended; autograder status says how far it is",
    )
