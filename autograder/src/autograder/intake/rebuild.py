"""The notebook that is graded: the released one, with the student's answers in it.

What a student hands in may lack cells, hold some twice, carry any metadata, or be no notebook at
all. Its structure is thrown away, so none of that reaches the grading.
"""

from autograder.intake.parse import parse
from autograder.intake.spare import spare
from autograder.intake.transplant import transplant
from autograder.notebooks import Notebook


def rebuild(release: Notebook, submitted: Notebook | bytes | None) -> tuple[Notebook, list[str]]:
    """Return the released notebook with the student's answers, and remarks for the record.

    Of the student's file only the text of the answers, their added code cells and their changes to
    code that is there to play with are taken over; cells that only show something are marked as
    not to be run. A file that cannot be read gives the release as it is, and a reason. Nothing
    raises, whatever the file holds.

    >>> from autograder import notebooks
    >>> answer = {"nbgrader": {"grade_id": "answer_f", "solution": True}}
    >>> release = notebooks.new([notebooks.cell("code", "def f(): ...", "answer_f", answer)])
    >>> notebook, remarks = rebuild(release, b"%PDF-1.4")
    >>> notebook == release, remarks
    (True, ['the file is not a notebook: it cannot be read as JSON: graded as not written'])
    """
    if submitted is None:
        return spare(release), ["no notebook was handed in: graded as not written"]
    remarks: list[str] = []
    if isinstance(submitted, bytes):
        found, remarks = parse(submitted)
        if found is None:
            return spare(release), [*remarks[:-1], f"{remarks[-1]}: graded as not written"]
        submitted = found
    notebook, more = transplant(release, submitted)
    return spare(notebook), [*remarks, *more]
