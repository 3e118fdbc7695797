"""The command ``autograder``: one sub-command for each step, each with an example in its help.

Exit status: 0 when all went well, 1 when something is wrong (a sentence says what), 2 for a
command line that makes no sense, 130 when somebody stopped it. Heavy libraries are imported inside
the commands, so that ``autograder --help`` answers at once.
"""

import typer
from rich.console import Console
from rich.markup import escape

from autograder.commands import authoring, machine, results, submissions
from cnnkit.errors import CNNKitError

app = typer.Typer(
    name="autograder",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Build the course, take submissions in, grade them.\n\n"
    "A student needs one command: [bold]autograder work --open[/bold].\n\n"
    "An instructor's day: [bold]release[/bold] → [bold]collect[/bold] → [bold]grade[/bold] → "
    "[bold]feedback[/bold] → [bold]export[/bold], and [bold]status[/bold] at any time.\n\n"
    "An author's: [bold]verify[/bold] → [bold]build[/bold] → [bold]solutions[/bold].\n\n"
    "Exit status: 0 all went well, 1 something is wrong (a sentence says what), 2 a command line "
    "that makes no sense, 130 stopped by you. With --json there is one JSON document on stdout "
    "and nothing else; a sentence about what is wrong goes to stderr.",
)

for command in (
    authoring.build,
    authoring.verify,
    authoring.solutions,
    authoring.work,
    submissions.release,
    submissions.collect,
    submissions.grade,
    submissions.regrade,
    submissions.check,
    results.status,
    results.feedback,
    results.export,
    machine.demo,
    machine.doctor,
    machine.selftest,
):
    app.command()(command)


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
