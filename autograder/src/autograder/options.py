"""What the commands have in common: their options, and where they find things."""

import dataclasses
import enum
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from autograder.course import Course, Desk
from autograder.settings import DEFAULT_EXECUTOR

CourseOption = Annotated[
    Path | None,
    typer.Option("--course", help="The course's folder. By default the one around this folder."),
]
Chapters = Annotated[
    list[str] | None, typer.Argument(help="Chapters, such as 01. By default all.", metavar="NN")
]


DeskOption = Annotated[
    Path | None,
    typer.Option("--desk", help="Where the class is graded. By default grading/ of the course."),
]


class Executor(enum.StrEnum):
    """Who decides about an answer."""

    PLAIN = "plain"
    JUDGED = "judged"


DEFAULT = Executor(DEFAULT_EXECUTOR)
ExecutorOption = Annotated[
    Executor,
    typer.Option(
        help="Who decides: [bold]plain[/bold], the notebook's own checks (a student could cheat); "
        "[bold]judged[/bold], a judge outside of a sandbox."
    ),
]


AsJson = Annotated[
    bool, typer.Option("--json", help="For programs: one JSON document, and nothing else.")
]


def print_json(found: Any) -> None:
    """Print what a command found as JSON: data classes as objects, times and paths as text.

    >>> print_json({"to": Path("a.csv"), "rows": 3})
    {"to": "a.csv", "rows": 3}
    """
    print(json.dumps(found, default=_plain, ensure_ascii=False))


def _plain(thing: Any) -> Any:
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: getattr(thing, field.name) for field in dataclasses.fields(thing)}
    return str(thing)


def screen() -> Console:
    """Return where to write: plain lines of full length when nobody watches."""
    return Console() if sys.stdout.isatty() else Console(width=110, soft_wrap=True)


def course_at(folder: Path | None) -> Course:
    """Return the course in ``folder``; without one, the course around the current folder."""
    return Course(folder.resolve()) if folder else Course.find()


def desk_at(course: Course, folder: Path | None) -> Desk:
    """Return the desk in ``folder``; without one, the course's own."""
    return Desk(folder.resolve() if folder else course.root / "grading")
