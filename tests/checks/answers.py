"""Answers as students write them: wrong ones in tests/mutants, right ones in tests/alternatives.

One file is one answer, at ``<kind>/<exercise>/<name>.py``. Its first line says what is wrong
(``# mistake: ...``) or what is different (``# way: ...``). A second line ``# slow`` marks an answer
that trains for long, or uses up the time it is given: it is checked with one seed only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cnnkit.checks import exercises

TESTS = Path(__file__).parents[1]
HEADERS = {"mutants": "# mistake: ", "alternatives": "# way: "}
SEEDS = (0, b"drawn by the judge")  # the student's own, and one that nobody has seen


@dataclass(frozen=True)
class Answer:
    """One student's source file for one exercise."""

    kind: str
    exercise: str
    path: Path

    def __str__(self) -> str:
        return f"{self.exercise}/{self.path.stem}"

    @property
    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    @property
    def remark(self) -> str:
        """What is wrong with it or different in it; empty when the file does not say."""
        header = HEADERS[self.kind]
        return self.lines[0].removeprefix(header) if self.lines[0].startswith(header) else ""

    @property
    def slow(self) -> bool:
        return self.lines[1] == "# slow"

    def load(self) -> Callable[..., Any]:
        """Run the file as a notebook runs a cell, afresh, and return what it defines."""
        source = self.path.read_text(encoding="utf-8")
        namespace: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(source, str(self.path), "exec"), namespace)
        return namespace[self.exercise]


def answers(kind: str) -> list[Answer]:
    """Return all answers of one kind, whether or not their exercise can be checked yet."""
    paths = sorted((TESTS / kind).glob("*/*.py"))
    return [Answer(kind, path.parent.name, path) for path in paths]


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
        for at, seed in enumerate(SEEDS[:1] if answer.slow else SEEDS)
    ]
