"""The sources of the chapters, read and executed: once each, however many tests look at them."""

import functools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))
EXECUTE = Path(__file__).with_name("execute.py")


@functools.cache
def read(source: Path) -> nbformat.NotebookNode:
    """Return the chapter as a notebook without outputs."""
    return jupytext.read(source)


@functools.cache
def executed(source: Path) -> nbformat.NotebookNode:
    """Return the chapter after one run, all cells in order, in a fresh kernel."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "executed.ipynb"
        private = dict.fromkeys(("IPYTHONDIR", "JUPYTER_CONFIG_DIR"), folder)
        done = subprocess.run(
            [sys.executable, EXECUTE, source, target],
            env={**os.environ, **private},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return nbformat.read(target, as_version=4)


def source(number: str) -> Path:
    """Return the source of the chapter with these two digits."""
    (found,) = [path for path in SOURCES if path.name.startswith(f"{number}_")]
    return found


def number(source: Path) -> str:
    """Return the two digits that a chapter's file name begins with."""
    return source.name[:2]


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the code cells, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def marked(notebook: nbformat.NotebookNode, mark: str) -> dict[str, nbformat.NotebookNode]:
    """Return the cells that bear a mark, ``solution`` or ``check``, by the exercise they name."""
    return {cell.metadata[mark]: cell for cell in code_cells(notebook) if mark in cell.metadata}


def prose(source: Path) -> str:
    """Return all the text of a chapter as one line, every run of blanks a single space."""
    texts = [cell.source for cell in read(source).cells if cell.cell_type == "markdown"]
    return " ".join(" ".join(texts).split())


def html_outputs(cell: nbformat.NotebookNode) -> list[str]:
    """Return the HTML that a cell has shown."""
    return [out.data["text/html"] for out in cell.outputs if "text/html" in out.get("data", {})]


def shown(source: Path, mark: str) -> str:
    """Return the text that the one cell containing ``mark`` printed or returned."""
    (cell,) = [cell for cell in code_cells(executed(source)) if mark in cell.source]
    return "".join(
        out.get("text", "") or out.get("data", {}).get("text/plain", "")
        for out in cell.outputs
        if "text/html" not in out.get("data", {})
    )
