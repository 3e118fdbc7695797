import json

import small_course
from autograder.authoring import lab
from autograder.authoring.build import build


def test_build_and_build_again(course, run):
    first = run("build", "--course", course.root)
    assert first.output == "written  01_tiny\n0 of 1 chapters as they were\n"
    again = run("build", "--course", course.root)
    assert again.output == "1 of 1 chapters as they were\n"
    (course.solutions / "01_tiny.py").unlink()
    assert run("build", "--course", course.root).output.startswith("removed  01_tiny\n")


def test_build_shows_warnings(course, run):
    long = small_course.SOURCE.replace("signal\n", "signal\n" * 13)
    small_course.make(course.root, long)
    found = run("build", "--course", course.root)
    assert found.exit_code == 0
    assert "warning 01_tiny, line 11: a code cell of 14 lines" in found.output


def test_verify_says_what_is_wrong(course, run):
    assert run("verify", "--course", course.root).output == "1 chapters verified\n"
    small_course.make(course.root, small_course.SOURCE.replace('check("corr1d", corr1d)', "corr1d"))
    found = run("verify", "01", "--course", course.root)
    assert found.exit_code == 1
    assert "wrong 01_tiny, line" in found.output
    assert "the cell must end in check" in found.output


def test_solutions_runs_the_answers(course, run):
    found = run("solutions", "01", "--course", course.root)
    assert found.exit_code == 0
    assert found.output.endswith(f"1 chapters in {course.build / 'solutions'}\n")


def test_work_makes_a_copy_and_opens_it(course, monkeypatch, run):
    opened = []
    monkeypatch.setattr(lab, "open_lab", opened.append)
    assert run("work", "--course", course.root).exit_code == 1
    build(course)
    found = run("work", "--course", course.root)
    assert found.output.startswith("01_tiny  new: ready for you\n")
    assert opened == []
    run("work", "--open", "--course", course.root)
    assert opened == [course]


def test_what_was_done_for_programs(course, run):
    there = ["--course", course.root, "--json"]
    assert json.loads(run("build", *there).output)["written"] == ["01_tiny"]
    assert json.loads(run("verify", *there).output) == {"chapters": ["01_tiny"], "findings": []}
    (step,) = json.loads(run("work", *there).output)["chapters"]
    assert step["chapter"] == "01_tiny"
    small_course.make(course.root, small_course.SOURCE.replace('check("corr1d", corr1d)', "corr1d"))
    found = run("verify", *there)
    assert found.exit_code == 1
    assert json.loads(found.output)["findings"][0]["warning"] is False
