"""The answers in tests/mutants and tests/alternatives, as parameters of tests."""

from pathlib import Path
from typing import Any

import pytest

from autograder.selftest.specimens import Specimen, specimens
from cnnkit.checks import exercises

TESTS = Path(__file__).parents[1]


def answers(kind: str) -> list[Specimen]:
    """Return all answers of one kind, whether or not their exercise can be checked yet."""
    return specimens(TESTS, kind)


def with_seeds(kind: str) -> list[Any]:
    """Return the test parameters (answer, seed) for every exercise that there is."""
    return [
        pytest.param(
            answer,
            seed,
            id=f"{answer}-seed{at}",
            marks=[pytest.mark.slow] if answer.slow else [],
        )
        for answer in answers(kind)
        if answer.exercise in exercises()
        for at, seed in enumerate(answer.seeds)
    ]
