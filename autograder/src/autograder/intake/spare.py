"""Which of the course's cells a grading can do without.

A chapter is full of cells that draw and explain. Where a student left such a cell as it was, and
nothing that is graded uses a name that it touches, running it would only take time: it is marked
like an experiment. In doubt a cell runs.
"""

import ast
import builtins
import re
import symtable
from functools import lru_cache

from autograder import notebooks
from autograder.notebooks import EXPERIMENT, Cell, Notebook

_REACHES_ANYTHING = re.compile(r"\b(eval|exec|globals|locals|vars|get_ipython|__import__)\b")
_NAME = re.compile(r"[^\W\d]\w*")

SOURCES = 1024
"""How many cells are remembered: the course's own are the same in every submission."""


def spare(notebook: Notebook) -> Notebook:
    """Return the notebook with the cells that can be spared marked as not to be run.

    >>> draws = notebooks.cell("code", "show(x)", notebooks.content_id("code", "show(x)"))
    >>> mine = notebooks.cell("code", "print(1)", "extra-1")
    >>> [notebooks.tags_of(cell) for cell in spare(notebooks.new([draws, mine]))["cells"]]
    [['experiment'], []]
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    given = [cell for cell in code if _is_given(cell)]
    locked = [cell for cell in code if notebooks.is_locked(cell)]
    imported = frozenset(name for cell in locked for name in _imports(cell["source"]))
    needed: set[str] = set()
    for cell in code:
        if cell not in given:
            needed |= _uses(cell["source"])
    spared = given
    while True:
        used = [cell for cell in spared if {"*", *needed} & _touches(cell["source"], imported)]
        if not used:
            break
        spared = [cell for cell in spared if cell not in used]
        for cell in used:
            needed |= _uses(cell["source"])
    ids = {cell["id"] for cell in spared}
    return {
        **notebook,
        "cells": [_marked(cell) if cell["id"] in ids else cell for cell in notebook["cells"]],
    }


def _is_given(cell: Cell) -> bool:
    """Whether this is one of the course's cells to play with, just as it was given out."""
    own = notebooks.content_id("code", cell["source"])
    return notebooks.grade_id(cell) is None and cell["id"].startswith(own)


def _marked(cell: Cell) -> Cell:
    tags = notebooks.tags_of(cell)
    if EXPERIMENT in tags:
        return cell
    return {**cell, "metadata": {**cell["metadata"], "tags": [*tags, EXPERIMENT]}}


@lru_cache(maxsize=SOURCES)
def _uses(source: str) -> frozenset[str]:
    """Return the names that a cell takes from the notebook; all its words when that is unclear."""
    if _REACHES_ANYTHING.search(source):
        return frozenset(_NAME.findall(source))
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(_NAME.findall(source))
    found: set[str] = set()
    tables = [table]
    while tables:
        scope = tables.pop()
        tables += scope.get_children()
        at_top = scope.get_type() == "module"
        found |= {
            name.get_name()
            for name in scope.get_symbols()
            if name.is_referenced() and (at_top or name.is_global())
        }
    return frozenset(found)


@lru_cache(maxsize=SOURCES)
def _touches(source: str, imported: frozenset[str]) -> frozenset[str]:
    """Return the names that a cell may bind, or whose value it may change.

    Left out are names that are only called, for a call does not change what a function is, and
    the modules of the set-up cells.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(_NAME.findall(source))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    bound, seen = {*_imports(source)} - imported, set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                bound.add(node.id)
            elif id(node) not in called:
                seen.add(node.id)
    return frozenset(bound | (seen - imported - {*dir(builtins)}))


def _imports(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {
        (item.asname or item.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for item in node.names
    }
