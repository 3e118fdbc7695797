"""The command ``autograder``: one sub-command for each step, each with an example in its help.

Exit status: 0 when all went well, 1 when something is wrong (a sentence says what), 2 for a
command line that makes no sense. Heavy libraries are imported inside the commands, so that
``autograder --help`` answers at once.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from autograder.course import Course
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

CourseOption = Annotated[
    Path | None,
    typer.Option("--course", help="The course's folder. By default the one around this folder."),
]
Chapters = Annotated[
    list[str] | None, typer.Argument(help="Chapters, such as 01. By default all.", metavar="NN")
]


def screen() -> Console:
    """Return where to write: plain lines of full length when nobody watches."""
    return Console() if sys.stdout.isatty() else Console(width=110, soft_wrap=True)


def _course(folder: Path | None) -> Course:
    return Course(folder.resolve()) if folder else Course.find()


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

    report = run(_course(course), force=force)
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
    from autograder.authoring import percent, source, verify
    from autograder.authoring.release import release
    from autograder.course import Desk

    place = _course(course)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    desk = Desk(place.build / "verify")
    findings = []
    for name in wanted:
        chapter = percent.read(place.solutions / f"{name}.py")
        findings += verify.source_findings(chapter)
        if not any(not finding.warning for finding in findings):
            release(desk, name, source.notebook(chapter))
            findings += verify.release_findings(chapter, desk.release(name))
    if run and not any(not finding.warning for finding in findings):
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

    place = _course(course)
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

    place = _course(course)
    steps = workcopy.refresh(place)
    for step in steps:
        print(f"{step.chapter}  {step.done}")
    if not steps:
        print(f"There is no chapter in {place.released} yet.")
        raise typer.Exit(1)
    print(f"Your copy is {place.work}. Nothing here ever overwrites an answer.")
    if open:
        lab.open_lab(place)


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
