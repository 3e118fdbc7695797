"""Put a student's own writing into the notebook that the course gave out.

What counts as the student's: the text of each answer, the cells they added, and what they changed
in the cells that are there to play with. Everything else comes from the course's notebook: order,
checks, set-up, metadata. A pure function of its inputs.
"""

import re
from collections import defaultdict
from collections.abc import Collection

from autograder import notebooks
from autograder.notebooks import Cell, Notebook
from autograder.settings import STUB

CODE = frozenset({"code"})
EVERYTHING = frozenset({"code", "markdown", "raw"})
_STUB_LINE = STUB.splitlines()[-1]


def transplant(
    release: Notebook,
    submitted: Notebook,
    *,
    base: Notebook | None = None,
    keep: Collection[str] = CODE,
) -> tuple[Notebook, list[str]]:
    """Return the released notebook with the student's writing in it, and remarks.

    Parameters
    ----------
    release
        The course's notebook, as it is now.
    submitted
        The student's: its cells have ``cell_type``, ``source``, ``metadata``, perhaps an ``id``.
    base
        The release that the student started from, when that was another one. An answer that still
        stands there as it was given out is not the student's.
    keep
        The kinds of cells whose additions and changes are kept. Answers always are.
    """
    work = _Work(release, base or release)
    for cell in submitted["cells"]:
        work.take(cell, keep)
    sources = [work.source(at) for at in range(len(release["cells"]))]
    cells: list[Cell] = work.extra_after(-1)
    for at, cell in enumerate(release["cells"]):
        cells += [{**cell, "source": sources[at]}, *work.extra_after(at)]
    return {**release, "cells": cells}, work.remarks


class _Work:
    """What has been found of the student's, by the place in the release where it belongs."""

    def __init__(self, release: Notebook, base: Notebook) -> None:
        self.cells = release["cells"]
        self.by_grade_id = {notebooks.grade_id(cell): at for at, cell in enumerate(self.cells)}
        self.by_grade_id.pop(None, None)
        self.by_id = {cell["id"]: at for at, cell in enumerate(self.cells)}
        self.given_out = {
            _bare(cell["source"]) for known in (release, base) for cell in known["cells"]
        }
        self.answers: dict[int, list[str]] = defaultdict(list)
        self.changed: dict[int, str] = {}
        self.extra: dict[int, list[Cell]] = defaultdict(list)
        self.remarks: list[str] = []
        self.numbered = 0
        self.anchor = -1

    def take(self, cell: Cell, keep: Collection[str]) -> None:
        """Sort one of the student's cells to its place."""
        at = self._place(cell)
        if at is None:
            if cell["cell_type"] in keep and not self._is_given_out(cell):
                self.extra[self.anchor].append(cell)
            return
        self.anchor = at
        ours, theirs = self.cells[at], cell["source"]
        if notebooks.is_answer(ours):
            self.answers[at].append(theirs)
        elif notebooks.is_locked(ours):
            if _bare(theirs) not in self.given_out:
                name = notebooks.grade_id(ours)
                self.remarks.append(f"the locked cell {name} was changed: ours was used")
        elif cell["cell_type"] in keep and _bare(theirs) not in self.given_out:
            self.changed[at] = theirs

    def _place(self, cell: Cell) -> int | None:
        """Return where in the release a cell of the student's has its counterpart."""
        name = notebooks.grade_id(cell)
        at = self.by_grade_id.get(name, self.by_id.get(cell.get("id", "")))
        if at is None or notebooks.is_answer(self.cells[at]):
            return at
        return at if self.cells[at]["cell_type"] == cell["cell_type"] else None

    def _is_given_out(self, cell: Cell) -> bool:
        """Whether a cell without a place is the course's own: of this release or an older one."""
        source = cell["source"]
        old_id = notebooks.content_id(cell["cell_type"], source)
        return (
            not source.strip()
            or _bare(source) in self.given_out
            or cell.get("id", "").partition("-")[2].partition("-")[0] == old_id.partition("-")[2]
            or notebooks.is_locked(cell)
            or (notebooks.is_answer(cell) and _STUB_LINE in source)
        )

    def source(self, at: int) -> str:
        """Return the text of the cell ``at``: the student's where there is one."""
        ours = self.cells[at]
        given: str = ours["source"]
        if not notebooks.is_answer(ours):
            return self.changed.get(at, given)
        found = self.answers[at]
        written = [text for text in found if _bare(text) not in self.given_out]
        name = notebooks.exercise_of(ours) or ""
        if not found:
            elsewhere = self._by_name(name)
            return given if elsewhere is None else elsewhere
        if len(found) > 1:
            self.remarks.append(
                f"the answer to {name} stands there {len(found)} times: the last one counts"
            )
        return written[-1] if written else given

    def _by_name(self, name: str) -> str | None:
        """Return the last cell that defines ``name``, for an answer whose own cell is gone."""
        definition = re.compile(rf"^(?:async\s+def|def|class)\s+{re.escape(name)}\b", re.MULTILINE)
        for cells in reversed(self.extra.values()):
            for cell in reversed(cells):
                if cell["cell_type"] == "code" and definition.search(cell["source"]):
                    cells.remove(cell)
                    self.remarks.append(f"the cell for {name} was gone: another defines it")
                    return cell["source"]
        for at, texts in self.answers.items():
            if texts and definition.search(
                texts[-1]
            ):  # several answers in one cell: it serves for each
                other = notebooks.exercise_of(self.cells[at])
                self.remarks.append(f"the cell for {name} was gone: the one for {other} defines it")
                return texts[-1]
        self.remarks.append(f"the cell for {name} was gone: it counts as not written")
        return None

    def extra_after(self, at: int) -> list[Cell]:
        """Return the student's added cells that belong after the cell ``at``, as clean cells."""
        made = []
        for cell in self.extra[at]:
            self.numbered += 1
            clean = notebooks.cell(cell["cell_type"], cell["source"], f"extra-{self.numbered}")
            if "attachments" in cell:
                clean["attachments"] = cell["attachments"]
            made.append(clean)
        return made


def _bare(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
