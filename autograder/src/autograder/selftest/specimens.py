"""Answers as students write them, kept as files: wrong ones and right ones, to try the checks on.

One file is one answer, at ``tests/<kind>/<exercise>/<name>.py`` of the course. Its first line says
what is wrong (``# mistake: ...``) or what is different (``# way: ...``). A second line ``# slow``
marks an answer that trains for long, or uses up the time it is given: it is tried with one seed
only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.judging.unseen import official
from cnnkit.checks import Report, check, find
from cnnkit.checks.runner import examine

MUTANTS, ALTERNATIVES = "mutants", "alternatives"
HEADERS = {MUTANTS: "# mistake: ", ALTERNATIVES: "# way: "}

OWN, JUDGES = 0, b"drawn by the judge"
SEEDS = (OWN, JUDGES)
"""The student's own seed, and one that nobody has seen."""

CATCH_ALL = ("right-for-some-inputs", "stops-with-an-error")
"""Names that fit many mistakes. They are true, and help less than a name of its own would."""


@dataclass(frozen=True)
class Specimen:
    """One answer in a file of its own."""

    kind: str
    exercise: str
    path: Path

    def __str__(self) -> str:
        return f"{self.exercise}/{self.path.stem}"

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.path.read_text(encoding="utf-8").splitlines()

    @property
    def remark(self) -> str:
        """What is wrong with it or different in it; empty when the file does not say."""
        first = next(iter(self.lines), "")
        header = HEADERS[self.kind]
        return first.removeprefix(header) if first.startswith(header) else ""

    @property
    def slow(self) -> bool:
        """Whether one seed is enough."""
        return self.lines[1:2] == ["# slow"]

    @property
    def seeds(self) -> tuple[int | bytes, ...]:
        """The seeds that it is tried with."""
        return SEEDS[:1] if self.slow else SEEDS

    def load(self) -> Callable[..., Any]:
        """Run the file as a notebook runs a cell, afresh, and return what it defines."""
        source = self.path.read_text(encoding="utf-8")
        namespace: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(source, str(self.path), "exec"), namespace)
        return namespace[self.exercise]


def specimens(folder: Path, kind: str) -> list[Specimen]:
    """Return all answers of one kind below ``folder``, in order, whatever their exercise."""
    paths = sorted((folder / kind).glob("*/*.py"))
    return [Specimen(kind, path.parent.name, path) for path in paths]


def report_on(exercise: str, answer: Callable[..., Any], seed: int | bytes) -> Report:
    """Check an answer as the student does, or, with the judge's seed, on the judge's pictures."""
    if seed == OWN:
        return check(exercise, answer, seed=seed)
    return examine(official(find(exercise)), answer, seed)


def fault(kind: str, report: Report) -> str:
    """Say what a check did wrong with an answer of this kind, in a clause; '' when nothing."""
    points = f"{report.points:g} of {report.max_points:g} points"
    if kind == ALTERNATIVES:
        return "" if whole(report) else f"it is right and earns {points} ({report.mistake})"
    if report.passed or report.points >= report.max_points:
        return f"it is wrong and earns {points}"
    return "" if report.mistake else f"it earns {points}, and its mistake has no name"


def whole(report: Report) -> bool:
    """Whether a report gives every point and names no mistake."""
    return report.passed and report.points == report.max_points and report.mistake is None
