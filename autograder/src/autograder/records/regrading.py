"""Grade again what lies graded on a desk, and compare: every score must come out the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder import notebooks
from autograder.course import Desk
from autograder.errors import Refusal
from autograder.judging.execute import policy_of
from autograder.judging.regrade import Regraded, regrade


@dataclass(frozen=True)
class Comparison:
    """One student's work on one chapter: what came of grading it again, or why it could not be."""

    student: str
    chapter: str
    result: Regraded | None
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """Whether every score came out the same."""
        return self.result is not None and self.result.agrees


def regrade_desk(
    desk: Desk,
    secret: bytes,
    *,
    chapters: list[str] | None = None,
    students: list[str] | None = None,
    unsafe: bool = False,
) -> Iterator[Comparison]:
    """Yield a comparison for every graded notebook of these chapters and students.

    Nothing is written: neither the gradebook nor the graded notebooks change.
    """
    for path in sorted(desk.step("autograded").glob("*/*/*.ipynb")):
        student, chapter = path.parts[-3:-1]
        if (chapters and chapter not in chapters) or (students and student not in students):
            continue
        notebook = notebooks.load(path)
        try:
            policy = policy_of(notebook, unsafe=unsafe)
            yield Comparison(student, chapter, regrade(notebook, secret=secret, policy=policy))
        except Refusal as problem:
            yield Comparison(student, chapter, None, str(problem))
