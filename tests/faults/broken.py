"""Submissions that are broken, as students and their machines break them.

Each function takes a `Student`, writes into that student's folder, and says in its first sentence
what is wrong. ``points`` is what the work is worth all the same, of 8; ``says`` is what the record
or the row of the collection must tell.
"""

import copy
import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

import small_class
from autograder import notebooks
from small_class import CHAPTER, RIGHT

NAME = f"{CHAPTER}.ipynb"


@dataclass
class Student:
    """One who hands in: their folder, and the notebook with every answer right."""

    folder: Path
    right: notebooks.Notebook
    release: notebooks.Notebook

    def write(self, content, name=NAME):
        """Write a notebook, text or bytes into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def changed(self):
        """Return a copy of the right notebook, to be broken."""
        return copy.deepcopy(self.right)


@dataclass(frozen=True)
class Fault:
    """One way to be broken, and what must come of it."""

    name: str
    what: str
    hand_in: Callable[[Student], object]
    points: float
    says: str = ""


FAULTS: list[Fault] = []


def fault(points: float, says: str = ""):
    """Enter a function into the list."""

    def enter(function):
        what = function.__doc__.strip().splitlines()[0]
        FAULTS.append(Fault(function.__name__, what, function, points, says))
        return function

    return enter


def answer(notebook, exercise):
    """Return the cell with the answer to an exercise."""
    return next(
        cell
        for cell in notebook["cells"]
        if notebooks.is_answer(cell) and notebooks.exercise_of(cell) == exercise
    )


def check(notebook, exercise):
    """Return the cell with the check of an exercise."""
    return next(
        cell
        for cell in notebook["cells"]
        if notebooks.is_check(cell) and notebooks.exercise_of(cell) == exercise
    )


# ---- the file ------------------------------------------------------------------------------------


@fault(0, "the file is empty")
def empty_file(student):
    """The file has no byte."""
    student.write(b"")


@fault(0, "cannot be read as JSON")
def not_json(student):
    """The file holds anything but JSON."""
    student.write(b"\x00\x01\x02 no notebook \xff")


@fault(0, "cannot be read as JSON")
def a_page_saved_as_a_notebook(student):
    """The browser saved a login page under the notebook's name."""
    student.write("<!DOCTYPE html><html><body>Please log in</body></html>")


@fault(0, "no list of cells")
def json_but_no_notebook(student):
    """The file is JSON of another kind."""
    student.write('{"grades": [1, 2, 3]}')


@fault(0, "cannot be read as JSON")
def brackets_without_end(student):
    """A hundred thousand brackets, one inside the other."""
    student.write("[" * 100_000)


@fault(2, "breaks off")
def breaks_off_in_the_middle(student):
    """The upload broke off within the second answer."""
    text = json.dumps(student.right)
    at = text.index(json.dumps(RIGHT["corr2d"])[1:40])
    student.write(text[: at + 20])


@fault(8, "utf-8-sig")
def byte_order_mark(student):
    """An editor put a byte order mark in front."""
    student.write(b"\xef\xbb\xbf" + json.dumps(student.right).encode())


@fault(8, "utf-16")
def written_as_utf_16(student):
    """An editor wrote two bytes for each letter."""
    student.write(json.dumps(student.right).encode("utf-16"))


@fault(8, "cp1252")
def written_as_latin_1(student):
    """A note with umlauts in an old encoding."""
    notebook = student.changed()
    notebook["cells"].append(notebooks.cell("markdown", "Grüße", "n0te0001"))
    student.write(json.dumps(notebook, ensure_ascii=False).encode("cp1252"))


@fault(8)
def carriage_returns(student):
    """Every line ends as on Windows."""
    student.write(json.dumps(student.right, indent=1).replace("\n", "\r\n"))


@fault(0, "too large: 101 MB")
def a_hundred_megabytes(student):
    """The notebook is larger than a hundred megabytes."""
    path = student.write(b"{")
    with path.open("r+b") as file:
        file.truncate(101_000_000)


@fault(8)
def three_megabytes_of_output(student):
    """A cell printed without end before it was saved."""
    notebook = student.changed()
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 3_000_000}]
    student.write(notebook)


@fault(8)
def notebook_of_format_3(student):
    """An old program saved it in the format of 2013."""
    old = nbformat.convert(nbformat.from_dict(student.changed()), 3)
    student.write(json.dumps(old))


@fault(8)
def numbers_that_are_none(student):
    """The metadata hold NaN, which is no JSON."""
    notebook = student.changed()
    notebook["metadata"]["zoom"] = float("nan")
    student.write(notebook)


# ---- its cells -----------------------------------------------------------------------------------


@fault(0, "not-written-yet")
def untouched(student):
    """The notebook is as it was given out."""
    student.write(student.release)


@fault(8, "stands there 2 times")
def an_answer_twice(student):
    """An answer's cell was copied, metadata and all."""
    notebook = student.changed()
    cells = notebook["cells"]
    at = cells.index(answer(notebook, "corr2d"))
    cells.insert(at, copy.deepcopy(cells[at]))
    student.write(notebook)


@fault(8)
def every_cell_twice(student):
    """All cells were selected, copied and pasted."""
    notebook = student.changed()
    notebook["cells"] += copy.deepcopy(notebook["cells"])
    student.write(notebook)


@fault(8)
def checks_deleted(student):
    """All check cells are gone."""
    notebook = student.changed()
    cells = notebook["cells"]
    notebook["cells"] = [cell for cell in cells if not notebooks.is_check(cell)]
    student.write(notebook)


@fault(6, "was gone")
def an_answer_deleted(student):
    """The first answer's cell is gone."""
    notebook = student.changed()
    notebook["cells"].remove(answer(notebook, "corr1d"))
    student.write(notebook)


@fault(8)
def cells_in_reverse_order(student):
    """The cells stand upside down."""
    notebook = student.changed()
    notebook["cells"].reverse()
    student.write(notebook)


@fault(8)
def an_answer_split_in_two(student):
    """The second answer was split: its first half stands in a new cell, and is called."""
    notebook = student.changed()
    cell = answer(notebook, "corr2d")
    cell["source"] = RIGHT["corr2d"].replace("def corr2d", "def _slow_corr2d")
    after = notebook["cells"].index(cell) + 1
    mine = notebooks.cell("code", "def corr2d(x, w):\n    return _slow_corr2d(x, w)", "m1ne0001")
    notebook["cells"].insert(after, mine)
    student.write(notebook)


@fault(8, "was gone: the one for corr1d defines it")
def all_answers_in_one_cell(student):
    """Everything was merged into the first answer's cell, the others are gone."""
    notebook = student.changed()
    first = answer(notebook, "corr1d")
    first["source"] = "\n\n".join(RIGHT.values())
    for exercise in ("corr2d", "conv2d_true"):
        notebook["cells"].remove(answer(notebook, exercise))
    student.write(notebook)


@fault(8)
def an_answer_turned_into_text(student):
    """The second answer's cell became a text cell by a slip of the keyboard."""
    notebook = student.changed()
    answer(notebook, "corr2d")["cell_type"] = "markdown"
    student.write(notebook)


@fault(8)
def a_check_turned_into_text(student):
    """A check became a text cell."""
    notebook = student.changed()
    check(notebook, "corr2d")["cell_type"] = "markdown"
    student.write(notebook)


@fault(0, "not-written-yet")
def cells_without_any_cell(student):
    """The list of cells is empty."""
    student.write(student.right | {"cells": []})


@fault(8)
def cells_that_are_none(student):
    """Numbers, null and lists stand among the cells."""
    notebook = student.changed()
    notebook["cells"][1:1] = [None, 7, [], "text", {"cell_type": "code"}, {"cell_type": 3}]
    student.write(notebook)


@fault(6)
def a_source_that_is_a_number(student):
    """The first answer's source is a number."""
    notebook = student.changed()
    answer(notebook, "corr1d")["source"] = 42
    student.write(notebook)


@fault(6, "corr1d")
def half_a_character(student):
    """The first answer holds half of a character, which no file can."""
    text = json.dumps(student.right)
    student.write(text.replace("def corr1d", "\\ud83d def corr1d"))


# ---- its metadata --------------------------------------------------------------------------------


@fault(8)
def another_schema_version(student):
    """The version of nbgrader's metadata was edited."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 99
    student.write(notebook)


@fault(8)
def more_points(student):
    """Somebody gave themselves a hundred points for each check."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["points"] = 100
    student.write(notebook)


@fault(8)
def no_metadata_at_all(student):
    """A tool stripped all metadata."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    notebook["metadata"] = {}
    student.write(notebook)


@fault(8)
def metadata_that_is_null(student):
    """Metadata are null, and tags a number."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        if not notebooks.is_answer(cell):
            cell["metadata"] = None
        else:
            cell["metadata"]["tags"] = 5
    student.write(notebook)


@fault(8)
def another_language(student):
    """The kernelspec names a language that is not there."""
    notebook = student.changed()
    spec = {"name": "julia-1.9", "language": "julia", "display_name": "Julia"}
    notebook["metadata"]["kernelspec"] = spec
    student.write(notebook)


@fault(8)
def ids_that_are_not_unique(student):
    """All cells bear the same id."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        cell["id"] = "same"
    student.write(notebook)


@fault(8)
def checks_that_are_skipped(student):
    """Every cell asks not to be run."""
    notebook = student.changed()
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
    student.write(notebook)


# ---- names and places ----------------------------------------------------------------------------


@fault(8)
def renamed(student):
    """The notebook has a name of the student's choice."""
    student.write(student.right, "my homework FINAL (2).ipynb")


@fault(8)
def a_text_file(student):
    """The browser called it .ipynb.txt."""
    student.write(student.right, f"{NAME}.txt")


@fault(8)
def an_older_copy_beside_it(student):
    """An older, untouched copy lies beside it."""
    old = student.write(student.release, "01_tiny (1).ipynb")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    student.write(student.right)


@fault(8)
def a_checkpoint_beside_it(student):
    """Jupyter's own copy came along."""
    student.write(student.release, f".ipynb_checkpoints/{CHAPTER}-checkpoint.ipynb")
    student.write(student.right)


@fault(8)
def files_that_shadow_packages(student):
    """numpy.py, ipykernel_launcher.py and sitecustomize.py lie beside the notebook."""
    for name in ("numpy", "ipykernel_launcher", "sitecustomize", "cnnkit", "nbgrader_config"):
        student.write("raise SystemExit('mine')", f"{name}.py")
    student.write(student.right)


@fault(8, "a link, not a file")
def a_link_to_somebody_else(student):
    """A link to the password file, called like data."""
    student.folder.mkdir(parents=True)
    (student.folder / "data.csv").symlink_to("/etc/passwd")
    student.write(student.right)


@fault(8)
def deep_in_folders(student):
    """The notebook lies five folders down."""
    student.write(student.right, f"a/b/c/d/e/{NAME}")


@fault(8)
def in_an_archive(student):
    """It came as an archive with a folder in it."""
    student.write(_archive({f"work/{NAME}": json.dumps(student.right)}), "work.zip")


@fault(8, "a notebook")
def an_archive_with_a_path_out(student):
    """A member of the archive is called ../../../../evil.ipynb."""
    members = {f"../../../../{NAME}": json.dumps(student.right)}
    student.write(_archive(members), "work.zip")


@fault(0, "too large: 120 MB")
def an_archive_that_explodes(student):
    """A small archive holds a notebook of 120 MB of zeros."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(NAME, "w") as file,
    ):
        for _ in range(120):
            file.write(bytes(1_000_000))
    student.write(out.getvalue(), "work.zip")


# ---- what the code does --------------------------------------------------------------------------


@fault(2, "SyntaxError")
def no_python(student):
    """The second answer is no Python."""
    notebook = student.changed()
    answer(notebook, "corr2d")["source"] = "def corr2d(x, w)\n    return"
    # conv2d_true calls corr2d: it falls with it, and says so
    student.write(notebook)


@fault(6, "corr1d")
def another_name(student):
    """The first answer is called otherwise."""
    notebook = student.changed()
    source = RIGHT["corr1d"].replace("def corr1d", "def corr_1d")
    answer(notebook, "corr1d")["source"] = source
    student.write(notebook)


@fault(8)
def a_cell_that_raises(student):
    """A cell of the student's own raises."""
    notebook = student.changed()
    notebook["cells"].append(notebooks.cell("code", "1 / 0", "m1ne0002"))
    student.write(notebook)


@fault(8)
def a_cell_that_asks(student):
    """A cell of the student's own waits for input."""
    notebook = student.changed()
    notebook["cells"].insert(3, notebooks.cell("code", "name = input('Your name? ')", "m1ne0003"))
    student.write(notebook)


@fault(8)
def noise_on_stderr(student):
    """The answers warn and print to stderr."""
    notebook = student.changed()
    answer(notebook, "corr1d")["source"] = small_class.LOUD
    student.write(notebook)


def _archive(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()
