"""The instructor's notebooks: every chapter with its answers, run, with its pictures."""

import json
from collections.abc import Callable

from autograder import files, notebooks
from autograder.authoring import percent, source, verify
from autograder.authoring.verify import Finding
from autograder.course import Course
from autograder.kernels import ARGUMENTS, QuietKernel
from autograder.notebooks import Notebook

CELL_SECONDS = 1800
_WARNINGS = "import warnings as _w; _w.simplefilter({!r}); del _w"


def solutions(
    course: Course, chapters: list[str] | None = None, *, say: Callable[[str], None] = print
) -> list[Finding]:
    """Run the chapters with their answers into ``build/solutions/``; return what is wrong.

    Warnings count as errors, and every check must earn all its points.
    """
    found: list[Finding] = []
    for path in course.sources():
        if chapters and path.stem not in chapters:
            continue
        say(f"running {path.stem}")
        notebook = run(source.notebook(percent.read(path)))
        files.write(
            course.build / "solutions" / path.stem / f"{path.stem}.ipynb", notebooks.dump(notebook)
        )
        found += verify.executed_findings(path.stem, notebook)
    return found


def run(notebook: Notebook) -> Notebook:
    """Return ``notebook`` as it is after every cell has run, experiments included.

    A failing cell does not stop the ones after it: the error stands in its outputs.
    """
    import nbformat
    from nbclient import NotebookClient

    from autograder.conversion import nbgrader_at_work

    class Client(QuietKernel, NotebookClient):
        pass

    first = notebooks.cell("code", _WARNINGS.format("error"), "warnings-are-errors")
    last = notebooks.cell("code", _WARNINGS.format("ignore"), "the-kernel-may-warn-again")
    whole = {**notebook, "cells": [first, *notebook["cells"], last]}
    with nbgrader_at_work():
        client = Client(
            nbformat.reads(json.dumps(whole), as_version=4),
            timeout=CELL_SECONDS,
            allow_errors=True,
            record_timing=False,
            skip_cells_with_tag="",
            extra_arguments=ARGUMENTS,
        )
        done = client.execute()
    cells = [_plain(cell) for cell in done.cells[1:-1]]
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], **_widgets(done)}}


def _widgets(done) -> Notebook:
    return {"widgets": done.metadata["widgets"]} if "widgets" in done.metadata else {}


def _plain(thing):
    """Return nbformat's nodes as ordinary dictionaries."""
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    return [_plain(item) for item in thing] if isinstance(thing, list) else thing
