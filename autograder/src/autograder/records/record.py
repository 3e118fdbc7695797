"""What is kept of one grading: a small file of plain data beside nbgrader's gradebook.

The gradebook knows points only. The record knows the named mistake, the remarks of the intake, and
why a submission could not be graded, if so.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder import files, notebooks
from autograder.notebooks import Cell, Notebook
from cnnkit.checks.report import DATA

GRADED, FAILED = "graded", "failed"
_NAME, _SENTENCE = 100, 500  # letters kept of what comes out of a student's process


@dataclass(frozen=True)
class Marked:
    """One exercise: its points as they came out, the named mistake, and why, in a sentence."""

    exercise: str
    points: float
    max_points: float
    mistake: str | None = None
    says: str = ""


@dataclass(frozen=True)
class Record:
    """The outcome of grading one chapter of one student.

    ``digest`` names everything that the outcome depends on; the same digest, the same outcome.
    ``reason`` says why there is none when ``status`` is ``failed``.
    """

    student: str
    chapter: str
    status: str
    digest: str
    executor: str
    exercises: tuple[Marked, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """The points earned, before anything that a teacher corrects."""
        return round(sum(item.points for item in self.exercises), 2)

    @property
    def max_points(self) -> float:
        """The points there are."""
        return sum(item.max_points for item in self.exercises)

    def save(self, path: Path) -> None:
        """Write the record to ``path``."""
        files.write(path, json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")

    @classmethod
    def load(cls, path: Path) -> "Record | None":
        """Return the record at ``path``; None where there is none that can be read."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            found["exercises"] = tuple(Marked(**item) for item in found["exercises"])
            found["remarks"] = tuple(found["remarks"])
            return cls(**found)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def marked(notebook: Notebook, points: dict[str, float]) -> tuple[Marked, ...]:
    """Return what came of each exercise of a graded notebook.

    ``points`` are nbgrader's, by grade id. The rest is read from the outputs: they come out of a
    student's process, so nothing in them is taken for more than a text.
    """
    troubles: dict[str, str] = {}
    found = []
    for cell in notebook["cells"]:
        exercise = notebooks.exercise_of(cell)
        if exercise and notebooks.is_answer(cell):
            troubles[exercise] = _error(cell)
        elif exercise and notebooks.is_check(cell):
            grade_id = notebooks.grade_id(cell) or ""
            mistake, says = _named(cell)
            says = says or troubles.get(exercise, "") or _error(cell)
            most = float(notebooks.nbgrader_of(cell).get("points", 0))
            found.append(Marked(exercise, points.get(grade_id, 0.0), most, mistake, says))
    return tuple(found)


def _named(cell: Cell) -> tuple[str | None, str]:
    """Return the mistake that the report names, and its hint."""
    for output in cell.get("outputs", ()):
        data = output.get("data")
        report = data.get(DATA) if isinstance(data, dict) else None
        if isinstance(report, dict):
            mistake, hint = report.get("mistake"), report.get("hint")
            return (
                mistake[:_NAME] if isinstance(mistake, str) else None,
                hint[:_SENTENCE] if isinstance(hint, str) else "",
            )
    return None, ""


def _error(cell: Cell) -> str:
    """Return how a cell failed, as ``SyntaxError: invalid syntax``, or ''."""
    for output in cell.get("outputs", ()):
        if output.get("output_type") == "error":
            name, value = (notebooks.text_of(output.get(key)) for key in ("ename", "evalue"))
            return f"{name}: {value}".strip(": ")[:_SENTENCE]
    return ""
