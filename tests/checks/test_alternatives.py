"""Right answers get full marks, however they are written."""

from collections import Counter

import pytest

from checks.answers import answers, with_seeds
from cnnkit.checks import check, exercises

ALTERNATIVES = answers("alternatives")


@pytest.mark.parametrize(("alternative", "seed"), with_seeds("alternatives"))
def test_a_right_answer_gets_full_marks(alternative, seed):
    report = check(alternative.exercise, alternative.load(), seed=seed)
    assert report.passed is True, f"{alternative.remark}\n{report}"
    assert report.points == report.max_points
    assert report.mistake is None


@pytest.mark.parametrize("name", exercises())
def test_every_exercise_has_three_right_answers(name):
    assert Counter(alternative.exercise for alternative in ALTERNATIVES)[name] >= 3


@pytest.mark.parametrize("alternative", ALTERNATIVES, ids=str)
def test_a_right_answer_says_what_is_different(alternative):
    assert alternative.remark.endswith("."), f"{alternative.path} begins with '# way: <a sentence>'"
    assert callable(alternative.load())
