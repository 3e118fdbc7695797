"""The notebook that nbgrader starts from: a chapter's cells with nbgrader's metadata on them.

This is the only file that knows nbgrader's schema. Points stand in the exercise's spec and nowhere
else; ids follow from the exercise or from the cell's text, so that a build gives the same bytes on
every machine.
"""

from collections import Counter

from autograder import notebooks
from autograder.authoring import percent
from autograder.authoring.percent import Chapter, Mark
from autograder.notebooks import Cell, Notebook
from cnnkit import checks


def notebook(chapter: Chapter) -> Notebook:
    """Return the source notebook of a chapter, answers included."""
    seen: Counter[str] = Counter()
    setups = 0
    cells = []
    for mark in chapter.cells:
        setups += mark.kind == percent.SETUP
        made = _cell(mark, setups)
        seen[made["id"]] += 1
        if seen[made["id"]] > 1:
            made["id"] += f"-{seen[made['id']]}"
        cells.append(made)
    return notebooks.new(cells)


def _cell(mark: Mark, setups: int) -> Cell:
    if mark.kind == percent.PROSE:
        return _plain("markdown", mark.source)
    if mark.kind == percent.PLAY:
        return _plain("code", mark.source)
    if mark.kind == percent.EXPERIMENT:
        # the second tag keeps the Validate button from running it, too
        return _plain("code", mark.source, {"tags": [notebooks.EXPERIMENT, "skip-execution"]})
    if mark.kind == percent.SETUP:
        return _graded(mark, f"setup_{setups}", locked=True)
    if mark.kind == percent.SOLUTION:
        return _graded(mark, f"answer_{mark.exercise}", solution=True)
    points = float(checks.find(mark.exercise).points)
    return _graded(mark, f"check_{mark.exercise}", locked=True, grade=True, points=points)


def _plain(kind: str, source: str, metadata: dict | None = None) -> Cell:
    return notebooks.cell(kind, source, notebooks.content_id(kind, source), metadata)


def _graded(
    mark: Mark,
    grade_id: str,
    *,
    grade: bool = False,
    locked: bool = False,
    solution: bool = False,
    **more,
) -> Cell:
    schema = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        **more,
    }
    return notebooks.cell("code", mark.source, grade_id, {"nbgrader": schema})
