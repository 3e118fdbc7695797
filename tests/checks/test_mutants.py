"""Wrong answers lose points, and the report names their mistake."""

from collections import Counter

import pytest

from autograder.selftest.specimens import fault, report_on
from checks.answers import answers, with_seeds
from cnnkit.checks import exercises

MUTANTS = answers("mutants")


@pytest.mark.parametrize(("mutant", "seed"), with_seeds("mutants"))
def test_a_wrong_answer_loses_points_and_is_named(mutant, seed):
    report = report_on(mutant.exercise, mutant.load(), seed)
    assert fault("mutants", report) == "", f"{mutant.remark}\n{report}"


@pytest.mark.parametrize("name", exercises())
def test_every_exercise_has_five_wrong_answers(name):
    assert Counter(mutant.exercise for mutant in MUTANTS)[name] >= 5


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_wrong_answer_says_what_is_wrong(mutant):
    assert mutant.remark.endswith("."), f"{mutant.path} begins with '# mistake: <a sentence>'"
    assert callable(mutant.load())
