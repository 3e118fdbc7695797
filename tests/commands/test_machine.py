import json

import pytest

from selftest import answers_of_a_course


def test_demo_has_the_status_of_its_outcome(course, monkeypatch, run):
    from autograder import demo

    def shown(*faults):
        def shows(course, out, jobs):
            out.print("working")
            return demo.Shown(0.8, [], [*faults], 3.0)

        monkeypatch.setattr(demo, "demo", shows)
        return run("demo", "--course", course.root, "--json")

    assert shown().exit_code == 0
    found = shown("not enough")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["faults"] == ["not enough"]
    assert "working" in found.stderr


@pytest.fixture(scope="module")
def course_with_answers(tmp_path_factory):
    return answers_of_a_course.make(tmp_path_factory.mktemp("course"))


def test_a_selftest_says_what_is_wrong_and_keeps_it(run, course_with_answers, tmp_path):
    there = ["--course", course_with_answers.root, "--jobs", 1]
    found = run("selftest", "01", *there, "--json", tmp_path / "out.json")
    assert found.exit_code == 1
    assert "wrong tests/mutants/corr1d/not_wrong.py, corr1d: it is wrong and earns" in found.output
    assert "selftest: not clean: 3 wrong" in found.output
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["failures"]) == 3
    piped = run("selftest", "01", *there, "--json", "-")
    assert len(json.loads(piped.stdout)["failures"]) == 3


def test_a_selftest_without_failures_has_the_status_0(run, tmp_path):
    course = answers_of_a_course.make(tmp_path)
    for name in answers_of_a_course.AMISS:
        (course.root / "tests" / name).unlink()
    found = run("selftest", "--course", course.root, "--jobs", 1)
    assert found.exit_code == 0, found.output
    assert "selftest: clean" in found.output
