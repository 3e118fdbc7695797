"""Make notebooks as a student's copy looks, for the tests."""

import json


def cell(source, answers=None, kind="code"):
    nbgrader = {"grade_id": f"answer_{answers}", "solution": True, "grade": False}
    return {
        "cell_type": kind,
        "id": "x",
        "metadata": {"nbgrader": nbgrader} if answers else {},
        "source": source.splitlines(keepends=True),
        **({"outputs": [], "execution_count": None} if kind == "code" else {}),
    }


def write(path, *cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
