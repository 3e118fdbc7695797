import sys
from pathlib import Path

import small_course
from autograder import options
from autograder.course import Course
from autograder.settings import DEFAULT_EXECUTOR, EXECUTORS


def test_every_executor_can_be_chosen():
    assert {item.value for item in options.Executor} == {*EXECUTORS}
    assert options.DEFAULT.value == DEFAULT_EXECUTOR


def test_a_course_and_a_desk_can_be_named(tmp_path, monkeypatch):
    course = small_course.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert options.course_at(None) == course == options.course_at(Path())
    assert options.desk_at(Course(Path("/c")), None).root == Path("/c/grading")
    assert options.desk_at(course, Path("mine")).root == tmp_path / "mine"


def test_lines_are_not_cut_when_nobody_watches(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    options.screen().print("x" * 300)
    assert capsys.readouterr().out == "x" * 300 + "\n"
