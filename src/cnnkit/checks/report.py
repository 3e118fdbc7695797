"""The result of a check: a number for the gradebook, a page for the student.

`Report` is a float, so that the value of a check cell is the points earned: ``text/plain`` is
that number and nothing else, which a plain nbgrader reads as partial credit. ``text/html`` is the
report, and ``print`` writes the same as text.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from cnnkit.checks.diagnosis import Diagnosis
from cnnkit.checks.spec import Exercise
from cnnkit.checks.verdict import Verdict

DATA = "application/vnd.cnnkit.report+json"
"""The type under which a notebook keeps a report as data, beside the number and the page."""


@dataclass(frozen=True)
class Findings:
    """All that a report shows, before it is rendered.

    ``problem`` is a sentence that stands for the whole exercise (not written yet, a forbidden
    call); ``notes`` are facts about how the check was run; ``parameters`` are the names of the
    answer's arguments.
    """

    exercise: str
    asks: str
    points: float
    max_points: float
    verdicts: tuple[Verdict, ...] = ()
    diagnosis: Diagnosis | None = None
    problem: str = ""
    mistake: str | None = None
    notes: tuple[str, ...] = field(default=())
    parameters: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return not self.problem and bool(self.verdicts) and all(v.passed for v in self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data, for JSON: no inputs, no expected values."""
        return {
            "exercise": self.exercise,
            "points": self.points,
            "max_points": self.max_points,
            "passed": self.passed,
            "mistake": self.mistake,
            "hint": self.diagnosis.hint if self.diagnosis else self.problem,
            "notes": list(self.notes),
            "cases": [
                {"name": v.case.name, "varies": v.case.varies, "passed": v.passed, "says": v.says}
                for v in self.verdicts
            ],
        }


def score(exercise: Exercise, verdicts: list[Verdict]) -> float:
    """Return the points: the share of the passed cases by weight, to a hundredth."""
    total = sum(case.weight for case in exercise.cases)
    passed = sum(verdict.case.weight for verdict in verdicts if verdict.passed)
    full = all(verdict.passed for verdict in verdicts) and len(verdicts) == len(exercise.cases)
    if full:
        return float(exercise.points)
    share = min(max(exercise.points * passed / total, 0.0), float(exercise.points))
    return math.floor(share * 100 + 1e-9) / 100


class Report(float):
    """The points earned, with everything that led to them.

    Its ``repr`` is the number alone, whatever the notebook's display precision.

    Attributes
    ----------
    points, max_points : float
    passed : bool
        Whether every case passed.
    mistake : str or None
        The id of the named mistake.
    findings : Findings
        Cases, verdicts and diagnosis.
    """

    findings: Findings

    def __new__(cls, findings: Findings) -> "Report":
        """Make the number first: floats are born with their value."""
        report = super().__new__(cls, findings.points)
        report.findings = findings
        return report

    @property
    def points(self) -> float:
        """The points earned."""
        return self.findings.points

    @property
    def max_points(self) -> float:
        """The points there are."""
        return self.findings.max_points

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return self.findings.passed

    @property
    def mistake(self) -> str | None:
        """The id of the mistake that was recognised, or None."""
        return self.findings.mistake

    def __repr__(self) -> str:
        return float.__repr__(float(self))

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(repr(self))

    def __str__(self) -> str:
        from cnnkit.checks.render import as_text

        return as_text(self.findings)

    def _repr_html_(self) -> str:
        from cnnkit.checks.render import as_html

        return as_html(self.findings)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return {
            "text/plain": repr(self),
            "text/html": self._repr_html_(),
            DATA: self.findings.to_dict(),
        }

    def __reduce__(self):
        return (Report, (self.findings,))
