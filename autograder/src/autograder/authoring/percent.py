"""Read a chapter's source: a Python file in percent format, with a mark on each cell.

Marks::

    # %% [markdown]             prose
    # %%                        code to play with; it runs when the notebook is graded
    # %% setup                  code that everything below needs; locked
    # %% experiment             code that never runs when the notebook is graded
    # %% solution="corr2d"      the answer, between ### BEGIN SOLUTION and ### END SOLUTION
    # %% check="corr2d"         the check of that answer; locked, and worth the exercise's points
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

PROSE, PLAY, SETUP, EXPERIMENT = "prose", "play", "setup", "experiment"
SOLUTION, CHECK = "solution", "check"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_HARMLESS = {"lines_to_next_cell", "cell_marker", "lines_to_end_of_cell_marker"}


@dataclass(frozen=True)
class Mark:
    """One marked cell of a chapter: its kind, text and line, and its exercise if it has one."""

    kind: str
    source: str
    line: int
    exercise: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter as its author wrote it.

    >>> Chapter("01_convolution_by_hand", ()).number
    '01'
    """

    name: str
    cells: tuple[Mark, ...]

    @property
    def number(self) -> str:
        """The two digits in front of its name."""
        return self.name[:2]

    def of(self, kind: str) -> list[Mark]:
        """Return the cells of one kind, in order."""
        return [cell for cell in self.cells if cell.kind == kind]


def read(path: Path) -> Chapter:
    """Return the chapter in the file ``path``. Raises `CourseError` for an unknown mark."""
    return parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Chapter:
    r"""Return the chapter written in ``text``.

    >>> parse("01_x", "# %% setup\nimport math\n\n# %% [markdown]\n# Hello.").cells
    (Mark(kind='setup', source='import math', line=1, exercise=''),
     Mark(kind='prose', source='Hello.', line=4, exercise=''))
    """
    import jupytext

    found = jupytext.reads(text, fmt="py:percent").cells
    marks = [at for at, line in enumerate(text.splitlines(), 1) if re.match(r"# ?%%", line)]
    lines = marks if len(marks) == len(found) else [1, *marks, *[0] * len(found)]
    cells = [_mark(name, cell, line) for cell, line in zip(found, lines, strict=False)]
    return Chapter(name, tuple(cell for cell in cells if cell.source.strip()))


def _mark(name: str, cell, line: int) -> Mark:
    marks = {key: value for key, value in cell.metadata.items() if key not in _HARMLESS}
    source = cell.source.rstrip()
    if cell.cell_type == "markdown" and not marks:
        return Mark(PROSE, source, line)
    if cell.cell_type == "code":
        if not marks:
            return Mark(PLAY, source, line)
        if marks in ({"title": SETUP}, {"title": EXPERIMENT}):
            return Mark(marks["title"], source, line)
        if list(marks) in ([SOLUTION], [CHECK]):
            (kind, exercise), *_ = marks.items()
            if isinstance(exercise, str) and exercise.isidentifier():
                return Mark(kind, source, line, exercise)
    shown = " ".join(
        value if key == "title" else f"{key}={json.dumps(value)}" for key, value in marks.items()
    )
    raise CourseError(
        f"{name}, line {line}",
        received=f"a {cell.cell_type} cell marked {shown}".removesuffix(" marked "),
        expected='[markdown], setup, experiment, solution="name", check="name" or no mark',
        fix="Correct the mark",
    )
