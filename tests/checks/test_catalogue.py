"""Exercises are found by name, one file each."""

import importlib
from pathlib import Path

import pytest

from cnnkit.checks import exercises, find
from cnnkit.errors import ParameterError


def test_every_file_holds_the_exercise_of_its_name():
    folder = importlib.import_module("cnnkit.checks.exercises")

    files = {path.stem for path in Path(folder.__path__[0]).glob("[!_]*.py")}
    assert files == {*exercises()}
    for name in files:
        assert find(name).name == name


def test_a_chapter_s_exercises():
    assert exercises("01") == ("conv2d_true", "corr1d", "corr2d")
    assert exercises("99") == ()


def test_an_unknown_name_is_an_error_that_says_which_is_close():
    with pytest.raises(ParameterError) as problem:
        find("corr2")
    assert str(problem.value) == (
        "check: received the exercise name 'corr2'. Expected a name from "
        "cnnkit.checks.exercises(). Write 'corr2d'."
    )


@pytest.mark.parametrize("name", exercises())
def test_points_sum_and_cases_are_told(name):
    exercise = find(name)
    assert all(case.varies and case.name for case in exercise.cases)
    assert exercise.asks.endswith(".")
    assert all(mistake.hint.endswith((".", ")", "?")) for mistake in exercise.misconceptions)
