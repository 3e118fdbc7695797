"""Some answers go through the sandbox and the judge, and must come out the same."""

import pytest

from autograder.selftest import sample
from autograder.selftest.trials import trials
from selftest import answers_of_a_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return answers_of_a_course.make(tmp_path_factory.mktemp("course"))


def test_the_sample_has_every_kind_of_every_exercise_and_is_the_same_each_time(course):
    waiting, _ = trials(course, course.chapters())
    found = sample.chosen(waiting, 2)
    assert found == sample.chosen(reversed(waiting), 2)
    kinds = [(item.exercise, item.kind) for item in found]
    assert len(kinds) == 3 + 3 + 2 + 2
    assert {kind for _, kind in kinds} == {"solutions", "releases", "mutants", "alternatives"}


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_judge_says_the_same(course):
    from autograder.sandbox.bubblewrap import probe

    if not probe().works:
        pytest.skip(f"no sandbox here: {probe().reason}")
    found = sample.sample(course, course.chapters(), 4, jobs=1)
    wrong = {item.trial.file: item.fault for item in found if item.fault}
    assert sorted(wrong) == [
        "tests/alternatives/corr1d/not_right.py",
        "tests/mutants/corr1d/not_wrong.py",
    ]
    assert wrong["tests/mutants/corr1d/not_wrong.py"].startswith("in the sandbox it is wrong and")
    kinds = {item.trial.kind for item in found if not item.fault}
    assert kinds == {"solutions", "releases", "mutants", "alternatives"}


def test_an_answer_that_cannot_be_judged_is_a_failure(course):
    trial = sample.Trial(course.root, "mutants", "corr1d", "tests/mutants/corr1d/gone.py")
    assert sample.judged(trial).fault.startswith("it could not be judged: FileNotFoundError")
