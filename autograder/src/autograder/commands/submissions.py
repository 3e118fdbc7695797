"""Commands that follow a submission: release, collect, grade, regrade, check."""

import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.options import (
    DEFAULT,
    AsJson,
    Chapters,
    CourseOption,
    DeskOption,
    ExecutorOption,
    course_at,
    desk_at,
    print_json,
    screen,
)

Students = Annotated[
    list[str] | None, typer.Option("--student", help="Only this student; may be given again.")
]


def release(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    to: Annotated[
        Path, typer.Option(help="Folder that the students' notebooks are laid into.")
    ] = Path("release"),
    due: Annotated[
        datetime.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
            help="When it must be in, in local time. Without a time of day: the end of that day.",
        ),
    ] = None,
    grace: Annotated[
        float | None, typer.Option(min=0, help="Minutes after that which cost nothing.")
    ] = None,
    per_day: Annotated[
        float | None,
        typer.Option(min=0, max=100, help="Percent of the points that each begun day late costs."),
    ] = None,
    most: Annotated[
        float | None, typer.Option(min=0, max=100, help="Percent that lateness costs at most.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hand chapters out: lay the students' notebooks into a folder, tell the gradebook of them.

    What lateness costs is one policy for the whole desk. It is stated here and in every grade
    table, and holds for work that is graded already, too.

    Example: [bold]autograder release 01 --due 2027-01-31T18:00 --per-day 10 --most 50[/bold]
    """
    from autograder.records.handout import release as run

    place = course_at(course)
    of = desk_at(place, desk)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    out = run(place, of, wanted, to, due=due, grace=grace, per_day=per_day, most=most)
    if as_json:
        print_json(out)
        return
    for item in out.chapters:
        when = f"due {item.due:%Y-%m-%d %H:%M} UTC" if item.due else "no due date"
        print(f"{item.path}  {when}")
    print(out.policy.sentence)


def collect(
    folder: Annotated[Path, typer.Argument(help="A folder or a zip archive, as downloaded.")],
    course: CourseOption = None,
    desk: DeskOption = None,
    chapter: Annotated[
        str | None, typer.Option(help="The chapter of files that do not tell themselves.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a class's notebooks in; say of every file what became of it, and why.

    Understands downloads of Moodle, Canvas and Blackboard, and folders such as
    student/notebook.ipynb. The rows are kept in collected.csv.

    Example: [bold]autograder collect ~/Downloads/submissions.zip[/bold]
    """
    from rich.table import Table

    from autograder.intake.collect import LEFT
    from autograder.intake.collect import collect as run

    place = course_at(course)
    rows = run(place, desk_at(place, desk), folder, chapter=chapter and place.chapter(chapter))
    students = {row.student for row in rows if row.outcome != LEFT}
    if as_json:
        print_json({"files": rows, "students": sorted(students)})
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in ("file", "student", "chapter", "", "why"):
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(
                *map(escape, (row.file, row.student, row.chapter, row.outcome, row.reason))
            )
        screen().print(table)
        print(f"{len(rows)} files, {len(students)} students")
    if not students:
        raise typer.Exit(1)


def grade(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    student: Students = None,
    executor: ExecutorOption = DEFAULT,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Judge without a sandbox; every report says so.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many at once. By default one for each core.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what would come out the same.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Grade what was collected. One submission that fails never stops the others.

    May be stopped at any time: the next call goes on where this one ended. Status 1 when a
    submission could not be graded; the table says why.

    Example: [bold]autograder grade 01 --jobs 4[/bold]
    """
    from autograder.progress import Progress
    from autograder.records.grading import grade as run
    from autograder.records.record import FAILED, Record
    from autograder.records.show import table

    progress = Progress()

    def say(record: Record, left: int) -> None:
        points = f"{record.points:g} of {record.max_points:g}"
        outcome = "not graded" if record.status == FAILED else points
        progress.step(f"{record.chapter}  {record.student}  {outcome}", left)

    place = course_at(course)
    records = run(
        place,
        desk_at(place, desk),
        chapters=[place.chapter(name) for name in chapters] if chapters else None,
        students=student,
        executor=executor.value,
        unsafe=unsafe,
        jobs=jobs,
        force=force,
        done=(lambda record, left: None) if as_json else say,
    )
    if as_json:
        print_json({"records": records})
    else:
        screen().print(table(records))
    if any(record.status == FAILED for record in records):
        raise typer.Exit(1)


def regrade(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    student: Students = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Judge without a sandbox, as it was then.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Grade again what was graded, from the kept evidence, and compare. Nothing is written.

    Status 1 when a score comes out otherwise, or cannot be reached.

    Example: [bold]autograder regrade 01 --student ada[/bold]
    """
    from autograder.doctor import ensure_secret
    from autograder.records.regrading import regrade_desk

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters] if chapters else None
    found = []
    for item in regrade_desk(
        desk_at(place, desk), ensure_secret(), chapters=wanted, students=student, unsafe=unsafe
    ):
        found.append(item)
        if not as_json:
            print(f"{item.chapter}  {item.student}  {'the same' if item.agrees else 'DIFFERENT'}")
            for line in [item.reason] if item.result is None else item.result.changed:
                print(f"  {line}", flush=True)
    if as_json:
        print_json([{"agrees": item.agrees, "regraded": item} for item in found])
    elif not found:
        print("Nothing is graded yet: autograder grade")
    if not found or not all(item.agrees for item in found):
        raise typer.Exit(1)


def check(
    notebook: Annotated[Path, typer.Argument(help="One notebook, as a student has it.")],
    course: CourseOption = None,
    executor: ExecutorOption = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Grade one notebook, and keep nothing.

    Example: [bold]autograder check work/01_convolution_by_hand/01_convolution_by_hand.ipynb[/bold]
    """
    from autograder.records.grading import grade_file
    from autograder.records.record import FAILED
    from autograder.records.show import table

    record = grade_file(course_at(course), notebook, executor=executor.value)
    if as_json:
        print_json(record)
    else:
        screen().print(table([record]))
        for remark in record.remarks:
            print(remark)
    if record.status == FAILED:
        raise typer.Exit(1)
