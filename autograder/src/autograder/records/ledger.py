"""The one who writes to the gradebook: what the workers found, through nbgrader's own interface.

What nbgrader's ``SaveAutoGrades`` would have written is written here, for one submission at a time
and all of it or nothing. What lateness costs is settled afterwards, in `lateness`.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from autograder.conversion import nbgrader_at_work
from autograder.course import Desk
from autograder.records.judged import Entry

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


class Ledger:
    """An open gradebook. Use `ledger` to get one.

    Parameters
    ----------
    gradebook
        The database.
    """

    def __init__(self, gradebook: "Gradebook") -> None:
        self.gradebook = gradebook
        self._names: dict[str, dict[str, str]] = {}

    def enter(self, entry: Entry) -> None:
        """Write one submission's grades. Points that a person has given stay as they are."""
        with nbgrader_at_work():
            try:
                self._enter(entry)
                self.gradebook.db.commit()
            except BaseException:
                self.gradebook.db.rollback()
                raise
            finally:
                self.gradebook.db.expunge_all()

    def _names_of(self, notebook: Any) -> dict[str, str]:
        """Return the grade ids of a notebook's cells by their numbers in the database."""
        if notebook.notebook_id not in self._names:
            cells = [*notebook.notebook.grade_cells, *notebook.notebook.solution_cells]
            cells += notebook.notebook.task_cells
            self._names[notebook.notebook_id] = {cell.id: cell.name for cell in cells}
        return self._names[notebook.notebook_id]

    def _enter(self, entry: Entry) -> None:
        book = self.gradebook
        book.update_or_create_student(entry.student)
        when: Any = {"timestamp": entry.submitted} if entry.submitted.strip() else {}
        submission = book.update_or_create_submission(entry.chapter, entry.student, **when)
        [notebook] = submission.notebooks
        names = self._names_of(notebook)
        for grade in notebook.grades:
            name = names[grade.cell_id]
            if name in entry.grades:
                grade.auto_score = entry.grades[name]
                by_hand = grade.manual_score is not None
                grade.needs_manual_grade = by_hand or grade.auto_score is None
        for comment in notebook.comments:
            name = names[comment.cell_id]
            if name in entry.comments:
                comment.auto_comment = entry.comments[name]


@contextlib.contextmanager
def ledger(desk: Desk) -> Iterator[Ledger]:
    """Open the gradebook of a desk for writing."""
    with nbgrader_at_work():
        from nbgrader.api import Gradebook

        gradebook = Gradebook(f"sqlite:///{desk.gradebook}")
    with gradebook:
        yield Ledger(gradebook)
