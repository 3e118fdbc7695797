"""Commands about this machine: what it lacks, and whether all of it works."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.options import AsJson, Chapters, CourseOption, course_at, print_json, screen


def demo(course: CourseOption = None, jobs: int | None = None, as_json: AsJson = False) -> None:
    """Do the main job without a person: build, train LeNet, grade a small class.

    Writes build/demo/; the last line is "demo: OK", or says what went wrong.

    Example: [bold]autograder demo[/bold]
    """
    from autograder.demo import demo as run

    with contextlib.redirect_stdout(sys.stderr if as_json else sys.stdout):
        shown = run(course_at(course), screen(), jobs=jobs)
    if as_json:
        print_json(shown)
    if shown.faults:
        raise typer.Exit(1)


def doctor(course: CourseOption = None, as_json: AsJson = False) -> None:
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


def selftest(
    chapters: Chapters = None,
    course: CourseOption = None,
    to: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="Where to write the counts; - is stdout."),
    ] = None,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Send a sample through the sandbox and the judge too.")
    ] = False,
    sample: Annotated[
        int,
        typer.Option(min=1, help="How many wrong and right answers of an exercise."),
    ] = 2,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many at once. By default one for each core.")
    ] = None,
) -> None:
    """Try the checks on answers that are known: our own, none at all, wrong ones and right ones.

    Solutions must earn every point, untouched notebooks none; what lies in tests/mutants must lose
    points and be named, what lies in tests/alternatives must earn every point. Status 1 when one
    does not.

    Example: [bold]autograder selftest 01 --json selftest.json[/bold]
    """
    from autograder.selftest import sample as judge
    from autograder.selftest import trials
    from autograder.selftest.show import progress, text

    place = course_at(course)
    wanted = [place.chapter(name) for name in chapters or place.chapters()]
    aside = str(to) == "-"
    out = Console(stderr=True) if aside else screen()
    with progress(out, "tried") as done:
        result = trials.selftest(place, wanted, jobs=jobs, done=done)
    if sandbox:
        with progress(out, "judged") as done:
            result.sampled = judge.sample(place, wanted, sample, jobs=jobs, done=done)
    if aside:
        print_json(result.to_dict())
    elif to is not None:
        trials.save(result, to)
    out.print(text(result))
    if not result.clean:
        raise typer.Exit(1)
