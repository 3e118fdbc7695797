"""The command ``autograder``: one sub-command for each step, each with an example in its help.

Exit status: 0 when all went well, 1 when something is wrong (a sentence says what), 2 for a
command line that makes no sense. Heavy libraries are imported inside the commands, so that
``autograder --help`` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from autograder.options import (
    DEFAULT,
    Chapters,
    CourseOption,
    DeskOption,
    ExecutorOption,
    course_at,
    desk_at,
    screen,
)
from cnnkit.errors import CNNKitError

app = typer.Typer(
    name="autograder",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Build the course, take submissions in, grade them.\n\n"
    "A student needs one command: [bold]autograder work --open[/bold].\n\n"
    "An instructor's day: [bold]collect[/bold] → [bold]grade[/bold] → [bold]feedback[/bold] → "
    "[bold]export[/bold].\n\n"
    "An author's: [bold]verify[/bold] → [bold]build[/bold] → [bold]solutions[/bold].\n\n"
    "Exit status: 0 all went well, 1 something is wrong (a sentence says what), 2 a command line "
    "that makes no sense.",
)


def _show_findings(findings) -> bool:
    """Print findings, worst last; return whether there is any that is more than a warning."""
    out = screen()
    for finding in sorted(findings, key=lambda item: not item.warning):
        word = "[yellow]warning[/yellow]" if finding.warning else "[red]wrong[/red]"
        out.print(f"{word} {escape(str(finding))}")
    return any(not finding.warning for finding in findings)


@app.command()
def build(
    course: CourseOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite notebooks that were changed by hand.")
    ] = False,
) -> None:
    """Make the students' notebooks in course/ from solutions/.

    Refuses a faulty chapter (see [bold]verify[/bold]) and a notebook that was changed by hand.

    Example: [bold]autograder build[/bold]
    """
    from autograder.authoring.build import build as run

    report = run(course_at(course), force=force)
    _show_findings(report.warnings)
    for name in report.written:
        print(f"written  {name}")
    for name in report.removed:
        print(f"removed  {name}")
    print(f"{len(report.same)} of {len(report.same) + len(report.written)} chapters as they were")


@app.command()
def verify(
    chapters: Chapters = None,
    course: CourseOption = None,
    run: Annotated[
        bool, typer.Option("--run", help="Run the answers too: errors, warnings, figures, points.")
    ] = False,
) -> None:
    """Look for faults in the chapters' sources; write nothing but build/.

    Example: [bold]autograder verify 01 --run[/bold]
    """
    from autograder.authoring import verify

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    findings = verify.course_findings(place, wanted)
    if run and not verify.faults(findings):
        from autograder.authoring.solutions import solutions

        findings += solutions(place, wanted)
    if _show_findings(findings):
        raise typer.Exit(1)
    print(f"{len(wanted)} chapters verified")


@app.command()
def solutions(chapters: Chapters = None, course: CourseOption = None) -> None:
    """Run the chapters with their answers; the notebooks with pictures go to build/solutions/.

    A warning, an error, a figure without alt text or a lost point is a fault.

    Example: [bold]autograder solutions 01[/bold]
    """
    from autograder.authoring.solutions import solutions as run

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    if _show_findings(run(place, wanted)):
        raise typer.Exit(1)
    print(f"{len(wanted)} chapters in {place.build / 'solutions'}")


@app.command()
def work(
    course: CourseOption = None,
    open: Annotated[bool, typer.Option("--open", help="Then open JupyterLab on it.")] = False,
) -> None:
    """Make your own copy of the course in work/, or bring it up to date; your answers stay.

    Example: [bold]autograder work --open[/bold]
    """
    from autograder.authoring import lab, workcopy

    place = course_at(course)
    steps = workcopy.refresh(place)
    for step in steps:
        print(f"{step.chapter}  {step.done}")
    if not steps:
        print(f"There is no chapter in {place.released} yet.")
        raise typer.Exit(1)
    print(f"Your copy is {place.work}. Nothing here ever overwrites an answer.")
    if open:
        lab.open_lab(place)


@app.command()
def collect(
    folder: Annotated[Path, typer.Argument(help="A folder or a zip archive, as downloaded.")],
    course: CourseOption = None,
    desk: DeskOption = None,
    chapter: Annotated[
        str | None, typer.Option(help="The chapter of files that do not tell themselves.")
    ] = None,
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
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("file", "student", "chapter", "", "why"):
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, (row.file, row.student, row.chapter, row.outcome, row.reason)))
    screen().print(table)
    students = {row.student for row in rows if row.outcome != LEFT}
    print(f"{len(rows)} files, {len(students)} students")
    if not students:
        raise typer.Exit(1)


@app.command()
def grade(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be given again.")
    ] = None,
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
) -> None:
    """Grade what was collected. One submission that fails never stops the others.

    Status 1 when a submission could not be graded; the table says why.

    Example: [bold]autograder grade 01 --jobs 4[/bold]
    """
    from autograder.records.grading import grade as run
    from autograder.records.record import FAILED, Record
    from autograder.records.show import table

    def say(record: Record, left: int) -> None:
        points = f"{record.points:g} of {record.max_points:g}"
        outcome = "not graded" if record.status == FAILED else points
        print(f"{record.chapter}  {record.student}  {outcome}  ({left} left)", flush=True)

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
        done=say,
    )
    screen().print(table(records))
    if any(record.status == FAILED for record in records):
        raise typer.Exit(1)


@app.command()
def regrade(
    chapters: Chapters = None,
    course: CourseOption = None,
    desk: DeskOption = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only these students; may be given several times.")
    ] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Judge without a sandbox, as it was then.")
    ] = False,
) -> None:
    """Grade again what was graded, from the kept evidence, and compare. Nothing is written.

    Status 1 when a score comes out otherwise, or cannot be reached.

    Example: [bold]autograder regrade 01 --student ada[/bold]
    """
    from autograder.doctor import ensure_secret
    from autograder.records.regrading import regrade_desk

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters] if chapters else None
    found = list(
        regrade_desk(
            desk_at(place, desk), ensure_secret(), chapters=wanted, students=student, unsafe=unsafe
        )
    )
    for item in found:
        print(f"{item.chapter}  {item.student}  {'the same' if item.agrees else 'DIFFERENT'}")
        for line in [item.reason] if item.result is None else item.result.changed:
            print(f"  {line}")
    if not found:
        print("Nothing is graded yet: autograder grade")
    if not found or not all(item.agrees for item in found):
        raise typer.Exit(1)


@app.command()
def feedback(
    chapters: Chapters = None, course: CourseOption = None, desk: DeskOption = None
) -> None:
    """Write a page for every graded student: feedback/STUDENT/CHAPTER/CHAPTER.html.

    Example: [bold]autograder feedback 01[/bold]
    """
    from autograder.records.feedback import feedback as run

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters] if chapters else None
    pages = run(desk_at(place, desk), wanted)
    for page in pages:
        print(f"{page.path}" if not page.fault else f"{page.path}  NOT MADE: {page.fault}")
    if not pages:
        print("Nothing is graded yet: autograder grade")
    if not pages or any(page.fault for page in pages):
        raise typer.Exit(1)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="Where to write the table.")] = Path("grades.csv"),
    course: CourseOption = None,
    desk: DeskOption = None,
) -> None:
    """Write all grades as a table: points, score, named mistakes, notes.

    Corrections that a teacher made in nbgrader's formgrader count.

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
    print(f"{to}: {run(of, to)} rows")


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="One notebook, as a student has it.")],
    course: CourseOption = None,
    executor: ExecutorOption = DEFAULT,
) -> None:
    """Grade one notebook, and keep nothing.

    Example: [bold]autograder check work/01_convolution_by_hand/01_convolution_by_hand.ipynb[/bold]
    """
    from autograder.records.grading import grade_file
    from autograder.records.record import FAILED
    from autograder.records.show import table

    record = grade_file(course_at(course), notebook, executor=executor.value)
    screen().print(table([record]))
    for remark in record.remarks:
        print(remark)
    if record.status == FAILED:
        raise typer.Exit(1)


@app.command()
def demo(course: CourseOption = None, jobs: int | None = None) -> None:
    """Do the main job without a person: build, train LeNet, grade a small class.

    Writes build/demo/; the last line is "demo: OK", or says what went wrong.

    Example: [bold]autograder demo[/bold]
    """
    from autograder.demo import demo as run

    if not run(course_at(course), screen(), jobs=jobs):
        raise typer.Exit(1)


@app.command()
def doctor(
    course: CourseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say what this machine lacks for grading, and how to get it.

    Example: [bold]autograder doctor[/bold]
    """
    from autograder import doctor as examiner

    findings = examiner.examine(course_at(course))
    print(examiner.to_json(findings) if as_json else examiner.to_text(findings), end="")
    if as_json:
        print()
    if not examiner.ready(findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line. A fault that we know of is one sentence, never a traceback."""
    try:
        app()
    except CNNKitError as problem:
        Console(stderr=True, soft_wrap=True).print(f"[red]autograder[/red] {escape(str(problem))}")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        print("\nstopped")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
