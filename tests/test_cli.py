"""The program as a whole: its commands, its help, its exit statuses."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from autograder import cli

COMMANDS = [
    "build", "check", "collect", "demo", "doctor", "export", "feedback", "grade", "regrade",
    "release", "selftest", "solutions", "status", "verify", "work",
]  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(item) for item in arguments])


def whole(*arguments):
    """Run the program as a user does: in a process of its own."""
    program = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_these_are_the_commands():
    names = sorted(
        command.name or command.callback.__name__ for command in cli.app.registered_commands
    )
    assert names == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_an_example(command):
    found = run(command, "--help")
    assert found.exit_code == 0
    assert f"Example: autograder {command}" in " ".join(found.output.split())


def test_the_first_help_says_where_to_begin():
    text = " ".join(run("--help").output.split())
    assert "autograder work --open" in text
    assert "collect → grade → feedback → export" in text
    assert "Exit status: 0 all went well" in text


def test_what_is_wrong_is_one_sentence_and_status_1(tmp_path):
    found = whole("collect", tmp_path / "nowhere")
    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr == (
        f"autograder collect: received {tmp_path / 'nowhere'}, which is not there. Expected a "
        "folder or a zip archive with the class's notebooks. Give the place of the download.\n"
    )


def test_a_command_line_without_sense_has_status_2():
    assert run("grade", "--jobs", "0").exit_code == 2
    assert run("unheard-of").exit_code == 2


def test_help_is_quick_because_nothing_heavy_is_imported():
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from autograder import cli\n"
        "CliRunner().invoke(cli.app, ['--help'])\n"
        "print(sorted({'numpy', 'nbformat', 'nbgrader', 'jupytext'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
