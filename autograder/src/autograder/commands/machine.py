"""Commands about this machine: what it lacks, and whether all of it works."""

import typer

from autograder.options import AsJson, CourseOption, course_at, screen


def demo(course: CourseOption = None, jobs: int | None = None) -> None:
    """Do the main job without a person: build, train LeNet, grade a small class.

    Writes build/demo/; the last line is "demo: OK", or says what went wrong.

    Example: [bold]autograder demo[/bold]
    """
    from autograder.demo import demo as run

    if not run(course_at(course), screen(), jobs=jobs):
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
