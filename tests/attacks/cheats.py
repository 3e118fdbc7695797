"""Submissions that try to earn points without the work.

Each file in ``submissions/`` says in its first line what it tries, and then, in sections:

- ``# %% cell``: a cell of the student's own, before the answers;
- ``# %% after``: what follows the wrong answer in each answer cell. ``EXERCISE`` stands for the
  exercise's name, and ``_wrong_EXERCISE`` for the wrong answer;
- ``# %% tags ...``: tags on the check cells.

``CHECKOUT`` stands for the folder of this repository, which an attacker may well know.

The answers themselves are the same wrong ones in all of them, so that what an attack has gained is
its points less those of the wrong answers alone.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from autograder import notebooks
from judging.papers import answer_cell, check_cell, extra_cell, setup_cell

FOLDER = Path(__file__).parent / "submissions"
CHECKOUT = str(Path(__file__).resolve().parents[2])

WRONG = {
    "corr1d": """
def corr1d(x, w):
    y = np.zeros(len(x) - len(w))
    for n in range(len(y)):
        y[n] = (x[n:n + len(w)] * w).sum()
    return y
""",
    "corr2d": """
def corr2d(x, w):
    z = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = (x[i:i + w.shape[0], j:j + w.shape[1]] * w[::-1, ::-1]).sum()
    return z
""",
    "conv2d_true": """
def conv2d_true(x, w):
    z = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            z[i, j] = (x[i:i + w.shape[0], j:j + w.shape[1]] * w).sum()
    return z
""",
}
POINTS = {"corr1d": 2.0, "corr2d": 4.0, "conv2d_true": 2.0}


@dataclass(frozen=True)
class Attack:
    """One submission, taken apart."""

    name: str
    tries: str
    cells: tuple[str, ...] = ()
    after: str = ""
    tags: tuple[str, ...] = ()

    def notebook(self) -> notebooks.Notebook:
        """Return the submission as a notebook."""
        cells = [setup_cell(), *self.own_cells()]
        for exercise in WRONG:
            check = check_cell(exercise)
            if self.tags:
                check["metadata"]["tags"] = list(self.tags)
            cells += [answer_cell(exercise, self.answer(exercise)), check]
        return notebooks.new(cells)

    def own_cells(self) -> list[notebooks.Cell]:
        """Return the cells of the attacker's own."""
        return [extra_cell(text, f"extra-{number}") for number, text in enumerate(self.cells)]

    def answer(self, exercise: str) -> str:
        """Return the text of one answer's cell."""
        if not self.after:
            return WRONG[exercise]
        after = self.after.replace("EXERCISE", exercise)
        return f"{WRONG[exercise]}\n_wrong_{exercise} = {exercise}\n\n{after}"


NONE = Attack("no_attack", "the wrong answers alone")


def load(path: Path) -> Attack:
    """Return the attack that a file describes."""
    first, _, text = path.read_text(encoding="utf-8").partition("\n")
    assert first.startswith("# attack: "), path
    text = text.replace("CHECKOUT", CHECKOUT)
    sections = re.split(r"^# %% (.*)\n", text, flags=re.MULTILINE)[1:]
    cells, after, tags = [], "", ()
    for head, body in zip(sections[::2], sections[1::2], strict=True):
        if head == "cell":
            cells.append(body.strip())
        elif head == "after":
            after = body.strip()
        elif head.startswith("tags "):
            tags = tuple(head.split()[1:])
        else:
            raise ValueError(f"{path}: a section {head!r}")
    return Attack(path.stem, first.removeprefix("# attack: "), tuple(cells), after, tags)


ATTACKS = [load(path) for path in sorted(FOLDER.glob("*.py"))]
