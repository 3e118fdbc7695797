"""Notebooks as plain dictionaries, and the few facts about their cells that everyone asks for.

A student's answer, a check and a locked cell are known by their *grade id*, in the metadata that
nbgrader gave them: ``answer_corr2d``, ``check_corr2d``, ``setup_1``.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
EXPERIMENT = "experiment"


def new(cells: list[Cell]) -> Notebook:
    """Return a notebook for Python 3 with nothing in its metadata that differs between machines."""
    return {
        "cells": cells,
        "metadata": {"kernelspec": dict(KERNELSPEC), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def cell(kind: str, source: str, id: str, metadata: dict[str, Any] | None = None) -> Cell:
    """Return a cell without outputs. ``kind`` is ``code`` or ``markdown``."""
    made: Cell = {"cell_type": kind, "id": id, "metadata": metadata or {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def content_id(kind: str, source: str) -> str:
    """Return the id of a cell that has no grade id: it follows from what stands in the cell.

    >>> content_id("code", "x = 1")
    'c-89811aa68d45fc05'
    """
    return "c-" + hashlib.sha256(f"{kind}\n{source}".encode()).hexdigest()[:16]


def dump(notebook: Notebook) -> bytes:
    """Return the bytes of a notebook: the same for the same notebook, on every machine."""
    lined = {**notebook, "cells": [_lined(item) for item in notebook["cells"]]}
    text = json.dumps(lined, indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def _lined(item: Cell) -> Cell:
    return {**item, "source": item["source"].splitlines(keepends=True)}


def load(path: Path) -> Notebook:
    """Return a notebook that one of our own commands wrote."""
    return load_bytes(path.read_bytes())


def load_bytes(data: bytes) -> Notebook:
    """Return the notebook in ``data``, which one of our own commands wrote."""
    notebook = json.loads(data)
    for item in notebook["cells"]:
        item["source"] = text_of(item["source"])
    return notebook


def text_of(source: Any) -> str:
    """Return a source as one string: in files it is a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def nbgrader_of(item: Cell) -> dict[str, Any]:
    """Return what nbgrader keeps in a cell's metadata; empty for an ordinary cell."""
    metadata = item.get("metadata")
    kept = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return kept if isinstance(kept, dict) else {}


def grade_id(item: Cell) -> str | None:
    """Return the grade id of a cell, or None."""
    name = nbgrader_of(item).get("grade_id")
    return name if isinstance(name, str) and name else None


def is_answer(item: Cell) -> bool:
    """Whether the student writes in this cell."""
    return bool(nbgrader_of(item).get("solution"))


def is_check(item: Cell) -> bool:
    """Whether this cell earns points."""
    return bool(nbgrader_of(item).get("grade")) and not is_answer(item)


def is_locked(item: Cell) -> bool:
    """Whether this cell's text is the course's, not the student's: set-up and checks."""
    return is_check(item) or (bool(nbgrader_of(item).get("locked")) and not is_answer(item))


def exercise_of(item: Cell) -> str | None:
    """Return the exercise that an answer or a check belongs to.

    >>> exercise_of(cell("code", "", "a", {"nbgrader": {"grade_id": "answer_corr2d"}}))
    'corr2d'
    """
    kind, _, name = (grade_id(item) or "").partition("_")
    return name if kind in ("answer", "check") and name else None


def tags_of(item: Cell) -> list[str]:
    """Return a cell's tags."""
    metadata = item.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
