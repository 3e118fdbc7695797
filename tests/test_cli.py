import subprocess
import sys

import pytest
from typer.testing import CliRunner

import small_class
import small_course
from autograder import cli
from autograder.authoring import lab
from autograder.authoring.build import build

COMMANDS = [
    "build", "check", "collect", "demo", "doctor", "export", "feedback", "grade", "regrade",
    "solutions", "verify", "work",
]  # fmt: skip


@pytest.fixture
def course(tmp_path):
    return small_course.make(tmp_path)


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


def test_build_and_build_again(course):
    first = run("build", "--course", course.root)
    assert first.output == "written  01_tiny\n0 of 1 chapters as they were\n"
    again = run("build", "--course", course.root)
    assert again.output == "1 of 1 chapters as they were\n"
    (course.solutions / "01_tiny.py").unlink()
    assert run("build", "--course", course.root).output.startswith("removed  01_tiny\n")


def test_build_shows_warnings(course):
    long = small_course.SOURCE.replace("signal\n", "signal\n" * 13)
    small_course.make(course.root, long)
    found = run("build", "--course", course.root)
    assert found.exit_code == 0
    assert "warning 01_tiny, line 11: a code cell of 14 lines" in found.output


def test_verify_says_what_is_wrong(course):
    assert run("verify", "--course", course.root).output == "1 chapters verified\n"
    small_course.make(course.root, small_course.SOURCE.replace('check("corr1d", corr1d)', "corr1d"))
    found = run("verify", "01", "--course", course.root)
    assert found.exit_code == 1
    assert "wrong 01_tiny, line" in found.output
    assert "the cell must end in check" in found.output


def test_solutions_runs_the_answers(course):
    found = run("solutions", "01", "--course", course.root)
    assert found.exit_code == 0
    assert found.output.endswith(f"1 chapters in {course.build / 'solutions'}\n")


def test_work_makes_a_copy_and_opens_it(course, monkeypatch):
    opened = []
    monkeypatch.setattr(lab, "open_lab", opened.append)
    assert run("work", "--course", course.root).exit_code == 1
    build(course)
    found = run("work", "--course", course.root)
    assert found.output.startswith("01_tiny  new: ready for you\n")
    assert opened == []
    run("work", "--open", "--course", course.root)
    assert opened == [course]


@pytest.mark.xdist_group("records")
def test_a_class_from_download_to_table(tmp_path):
    made = small_class.make(tmp_path)
    made.hand_in("ada", made.notebook(**small_class.RIGHT))
    made.hand_in("bob", made.notebook(corr1d="import os\nos._exit(1)"))
    there = ["--course", made.course.root, "--desk", tmp_path / "desk"]
    nothing = run("feedback", *there)
    assert nothing.exit_code == 1
    assert "Nothing is graded yet" in nothing.output
    taken = run("collect", tmp_path / "inbox", *there)
    assert taken.exit_code == 0
    assert taken.output.endswith("2 files, 2 students\n")
    graded = run("grade", "01", "--jobs", 1, "--executor", "plain", *there)
    assert graded.exit_code == 1
    assert "01_tiny  ada  8 of 8  (1 left)\n01_tiny  bob  not graded  (0 left)\n" in graded.output
    assert "not graded: the Python process died" in graded.output
    assert run("feedback", *there).exit_code == 0
    exported = run("export", "--to", tmp_path / "g.csv", *there)
    assert exported.output == f"{tmp_path / 'g.csv'}: 2 rows\n"
    notebook = tmp_path / "inbox/ada/01_tiny.ipynb"
    checked = run("check", notebook, "--executor", "plain", "--course", made.course.root)
    assert checked.exit_code == 0
    assert "8 of 8" in checked.output


def test_export_needs_a_gradebook(course):
    found = whole("export", "--course", course.root)
    assert found.returncode == 1
    assert found.stderr.endswith("Grade first: autograder grade.\n")


def test_check_needs_a_notebook_of_a_chapter(course, tmp_path):
    found = whole("check", tmp_path / "nothing.ipynb", "--course", course.root)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.endswith("Give the place of a student's notebook.\n")
    (tmp_path / "notes.txt").write_text("x")
    found = whole("check", tmp_path / "notes.txt", "--course", course.root)
    assert found.returncode == 1
    assert "not a notebook" in found.stderr


def test_demo_has_the_status_of_its_outcome(course, monkeypatch):
    from autograder import demo

    monkeypatch.setattr(demo, "demo", lambda course, out, jobs: True)
    assert run("demo", "--course", course.root).exit_code == 0
    monkeypatch.setattr(demo, "demo", lambda course, out, jobs: False)
    assert run("demo", "--course", course.root).exit_code == 1
