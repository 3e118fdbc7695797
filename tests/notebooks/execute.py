"""Run a chapter's source from its first cell to its last: ``python execute.py SOURCE TARGET``.

A program of its own, so that the kernel's own warnings and threads stay out of the tests' process.
Inside the kernel every warning is an error. An error does not stop the run: it is in the outputs.
"""

import sys
from pathlib import Path

STRICT = "import warnings; warnings.simplefilter('error'); del warnings"
LENIENT = "import warnings; warnings.simplefilter('default')"  # the kernel's own way out may warn
SECONDS_A_CELL = 300


def main(source: str, target: str) -> None:
    """Execute ``source`` and write the notebook with its outputs to ``target``."""
    import jupytext
    import nbformat
    from nbclient import NotebookClient

    notebook = jupytext.read(source)
    chapter = notebook.cells
    notebook.cells = [
        nbformat.v4.new_code_cell(STRICT),
        *chapter,
        nbformat.v4.new_code_cell(LENIENT),
    ]
    client = NotebookClient(
        notebook, timeout=SECONDS_A_CELL, kernel_name="python3", allow_errors=True
    )
    client.execute()
    notebook.cells = chapter
    partial = Path(target).with_suffix(".partial")
    nbformat.write(notebook, partial)
    partial.replace(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
