"""Commands of an author and of a student: from solutions/ to course/, and on to work/."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from autograder.options import (
    AsJson,
    Chapters,
    CourseOption,
    course_at,
    print_json,
    screen,
)


def build(
    course: CourseOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite notebooks that were changed by hand.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the students' notebooks in course/ from solutions/.

    Refuses a faulty chapter (see [bold]verify[/bold]) and a notebook that was changed by hand.

    Example: [bold]autograder build[/bold]
    """
    from autograder.authoring.build import build as run

    report = run(course_at(course), force=force)
    if as_json:
        print_json(asdict(report))
        return
    _show_findings(report.warnings)
    for name in report.written:
        print(f"written  {name}")
    for name in report.removed:
        print(f"removed  {name}")
    print(f"{len(report.same)} of {len(report.same) + len(report.written)} chapters as they were")


def verify(
    chapters: Chapters = None,
    course: CourseOption = None,
    run: Annotated[
        bool, typer.Option("--run", help="Run the answers too: errors, warnings, figures, points.")
    ] = False,
    as_json: AsJson = False,
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
    _conclude(findings, wanted, f"{len(wanted)} chapters verified", as_json)


def solutions(
    chapters: Chapters = None, course: CourseOption = None, as_json: AsJson = False
) -> None:
    """Run the chapters with their answers; the notebooks with pictures go to build/solutions/.

    A warning, an error, a figure without alt text or a lost point is a fault.

    Example: [bold]autograder solutions 01[/bold]
    """
    from autograder.authoring.solutions import solutions as run

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    end = f"{len(wanted)} chapters in {place.build / 'solutions'}"
    _conclude(run(place, wanted), wanted, end, as_json)


def work(
    course: CourseOption = None,
    open: Annotated[bool, typer.Option("--open", help="Then open JupyterLab on it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make your own copy of the course in work/, or bring it up to date; your answers stay.

    Example: [bold]autograder work --open[/bold]
    """
    from autograder.authoring import lab, workcopy

    place = course_at(course)
    steps = workcopy.refresh(place)
    if as_json:
        print_json({"work": place.work, "chapters": steps})
    else:
        for step in steps:
            print(f"{step.chapter}  {step.done}")
    if not steps:
        if not as_json:
            print(f"There is no chapter in {place.released} yet.")
        raise typer.Exit(1)
    if not as_json:
        print(f"Your copy is {place.work}. Nothing here ever overwrites an answer.")
    if open:
        lab.open_lab(place)


def _conclude(findings, chapters: list[str], end: str, as_json: bool) -> None:
    """Show findings; end with status 1 when there is one that is more than a warning."""
    if as_json:
        print_json({"chapters": chapters, "findings": findings})
        wrong = any(not finding.warning for finding in findings)
    else:
        wrong = _show_findings(findings)
    if wrong:
        raise typer.Exit(1)
    if not as_json:
        print(end)


def _show_findings(findings) -> bool:
    """Print findings, worst last; return whether there is any that is more than a warning."""
    out = screen()
    for finding in sorted(findings, key=lambda item: not item.warning):
        word = "[yellow]warning[/yellow]" if finding.warning else "[red]wrong[/red]"
        out.print(f"{word} {escape(str(finding))}")
    return any(not finding.warning for finding in findings)
