"""Right answers get full marks, however they are written."""

from collections import Counter

import pytest

from autograder.selftest.specimens import fault, report_on
from checks.answers import answers, with_seeds
from cnnkit.checks import exercises

ALTERNATIVES = answers("alternatives")


@pytest.mark.parametrize(("alternative", "seed"), with_seeds("alternatives"))
def test_a_right_answer_gets_full_marks(alternative, seed):
    report = report_on(alternative.exercise, alternative.load(), seed)
    assert fault("alternatives", report) == "", f"{alternative.remark}\n{report}"


@pytest.mark.parametrize("name", exercises())
def test_every_exercise_has_three_right_answers(name):
    assert Counter(alternative.exercise for alternative in ALTERNATIVES)[name] >= 3


@pytest.mark.parametrize("alternative", ALTERNATIVES, ids=str)
def test_a_right_answer_says_what_is_different(alternative):
    assert alternative.remark.endswith("."), f"{alternative.path} begins with '# way: <a sentence>'"
    assert callable(alternative.load())
