"""Commands that show what came of a class: status, feedback, export."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.options import (
    AsJson,
    Chapters,
    CourseOption,
    DeskOption,
    course_at,
    desk_at,
    print_json,
    screen,
)


def status(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    as_json: AsJson = False,
) -> None:
    """Say where a class stands: who handed in, who is graded, who waits, and what went wrong.

    Example: [bold]autograder status[/bold]
    """
    from autograder.records.overview import overview, tables

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters] if chapters else place.chapters()
    found = overview(desk_at(place, desk), wanted)
    if as_json:
        print_json(found)
        return
    for made in tables(found):
        screen().print(made)
    if not found.chapters:
        print("Nothing was handed in yet: autograder collect FOLDER")


def feedback(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    as_json: AsJson = False,
) -> None:
    """Write a page for every graded student: feedback/STUDENT/CHAPTER/CHAPTER.html.

    Example: [bold]autograder feedback 01[/bold]
    """
    from autograder.records.feedback import feedback as run

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters] if chapters else None
    pages = run(desk_at(place, desk), wanted)
    if as_json:
        print_json({"pages": pages})
    else:
        for page in pages:
            print(f"{page.path}" if not page.fault else f"{page.path}  NOT MADE: {page.fault}")
        if not pages:
            print("Nothing is graded yet: autograder grade")
    if not pages or any(page.fault for page in pages):
        raise typer.Exit(1)


def export(
    to: Annotated[Path, typer.Option(help="Where to write the table.")] = Path("grades.csv"),
    course: CourseOption = None,
    desk: DeskOption = None,
    as_json: AsJson = False,
) -> None:
    """Write all grades as a table: points, score, named mistakes, notes.

    Corrections that a teacher made in nbgrader's formgrader count. A name that ends in .json gets
    the same as JSON.

    Example: [bold]autograder export --to grades.csv[/bold]
    """
    from autograder.errors import CourseError
    from autograder.records.export import export as run

    of = desk_at(course_at(course), desk)
    if not of.gradebook.exists():
        raise CourseError(
            "export",
            received=f"{of.root}, where there is no gradebook",
            expected="a desk on which a class was graded",
            fix="Grade first: autograder grade",
        )
    rows = run(of, to)
    if as_json:
        print_json({"to": to, "rows": rows})
    else:
        print(f"{to}: {rows} rows")
