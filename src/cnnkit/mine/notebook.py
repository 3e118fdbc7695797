"""Take one answer, and what it needs, out of a student's notebook.

Of the answer's cell everything runs except bare expressions, such as a trial call. Of the other
cells only what the answer uses: imports, functions, classes, and names bound to plain values.
"""

import ast
import builtins
import json
import linecache
import symtable
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LEVELS = 4  # how many folders above are looked into


class Unusable(Exception):
    """The student's answer cannot be taken; the text says why."""


@dataclass
class Cell:
    """One code cell: its text, its statements, and the exercise that it answers (or None)."""

    number: int
    source: str
    answers: str | None
    body: list[ast.stmt] = field(default_factory=list)
    broken: SyntaxError | None = None


def load_answer(chapter: str, name: str, folder: Path, fallback: Callable[[str], Any]) -> Any:
    """Return the function or class that answers an exercise in the notebook of a chapter.

    Parameters
    ----------
    chapter, name
        Two digits, and the exercise.
    folder
        Where the search begins.
    fallback
        Gives the library's answer for another exercise of the chapter that the answer uses but
        that is not written yet, or None.

    Raises
    ------
    Unusable
        When there is no notebook, no such cell, nothing written, or an error while running.
    """
    path = find_notebook(chapter, folder)
    if path is None:
        raise Unusable(f"your notebook of chapter {chapter} is not here")
    cells = read_cells(path)
    found = [cell for cell in cells if cell.answers == name]
    if not found:
        raise Unusable(f"{path.name} has no cell that answers {name}")
    answer = found[-1]
    if answer.broken is not None:
        where = f"line {answer.broken.lineno}" if answer.broken.lineno else "its cell"
        raise Unusable(f"your {name} of chapter {chapter} is no valid Python ({where})")
    if not is_written(answer, name):
        raise Unusable(f"your {name} of chapter {chapter} is not written yet")
    namespace = {"__name__": f"mine_{chapter}_{name}"}
    try:
        for cell, statement in needed(cells, answer, namespace, fallback):
            _run(path, cell, statement, namespace)
    except Exception as error:
        raise Unusable(
            f"your {name} of chapter {chapter} does not run ({type(error).__name__}: {error})"
        ) from error
    if not callable(namespace.get(name)):
        raise Unusable(f"your cell of chapter {chapter} defines no {name}")
    return namespace[name]


def find_notebook(chapter: str, folder: Path) -> Path | None:
    """Find NN_topic.ipynb in a folder, in the folders NN_topic inside, or in the same above."""
    folder = folder.resolve()
    for base in (folder, *folder.parents)[:LEVELS]:
        found = [*base.glob(f"{chapter}_*.ipynb"), *base.glob(f"{chapter}_*/{chapter}_*.ipynb")]
        if found:
            # a copy beside it, such as 03_topic-Copy1.ipynb, has not the folder's name
            return min(found, key=lambda path: (path.stem != path.parent.name, path))
    return None


def read_cells(path: Path) -> list[Cell]:
    """Return the code cells of a notebook, parsed; line magics are left out."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = []
        for number, raw in enumerate(notebook["cells"], 1):
            if raw["cell_type"] != "code":
                continue
            mark = raw.get("metadata", {}).get("nbgrader", {})
            grade_id = str(mark.get("grade_id", "")) if mark.get("solution") else ""
            answers = grade_id.removeprefix("answer_") if grade_id.startswith("answer_") else None
            cells.append(Cell(number, _plain("".join(raw["source"])), answers))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unusable(f"{path.name} cannot be read as a notebook") from None
    for cell in cells:
        try:
            cell.body = ast.parse(cell.source).body
        except SyntaxError as error:
            cell.broken = error
    return cells


def is_written(cell: Cell, name: str) -> bool:
    """Tell whether a cell defines the answer, and more than the stub that it was handed out as."""
    for statement in cell.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == name:
            return not _is_stub(statement)
        if isinstance(statement, ast.ClassDef) and statement.name == name:
            return not any(_is_stub(s) for s in statement.body if isinstance(s, ast.FunctionDef))
    return any(name in _bound(statement) for statement in cell.body)


def needed(
    cells: list[Cell], answer: Cell, namespace: dict[str, Any], fallback: Callable[[str], Any]
) -> Iterator[tuple[Cell, ast.stmt]]:
    """Yield the statements to run, in the order of the notebook.

    Library functions that stand in for unwritten answers are put into the namespace.
    """
    chosen = {
        id(statement): (answer, statement)
        for statement in answer.body
        if not isinstance(statement, ast.Expr)
    }
    offered = _offers(cells, answer)
    wanted = [name for _, statement in chosen.values() for name in _names(statement)]
    seen = {name for _, statement in chosen.values() for name in _bound(statement)}
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        cell, statement = offered.get(name, (None, None))
        stub = cell is not None and cell.answers == name and not is_written(cell, name)
        if cell is None or statement is None or stub:
            stand_in = None if hasattr(builtins, name) else fallback(name)
            if stand_in is not None:
                namespace[name] = stand_in
            elif not hasattr(builtins, name):
                chosen.update(_star_imports(cells))  # one of them may bring it
            continue
        chosen[id(statement)] = (cell, statement)
        wanted.extend(_names(statement))
    yield from sorted(chosen.values(), key=lambda item: (item[0].number, item[1].lineno))


def _offers(cells: list[Cell], answer: Cell) -> dict[str, tuple[Cell, ast.stmt]]:
    """Return by name what the other cells define; the last definition counts."""
    offers = {}
    for cell in cells:
        for statement in cell.body if cell is not answer else ():
            if isinstance(statement, ast.Assign | ast.AnnAssign) and not _is_plain(statement.value):
                continue
            for name in _bound(statement):
                offers[name] = (cell, statement)
    return offers


def _star_imports(cells: list[Cell]) -> dict[int, tuple[Cell, ast.stmt]]:
    """Return the statements ``from ... import *`` of all cells."""
    return {
        id(statement): (cell, statement)
        for cell in cells
        for statement in cell.body
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"
    }


def _bound(statement: ast.stmt) -> list[str]:
    """Return the names that a statement binds; only statements without side effects count."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in statement.names]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _names(statement: ast.stmt) -> list[str]:
    """Return the names that a statement looks up outside itself, however deep inside."""
    found, tables = [], [symtable.symtable(ast.unparse(statement), "answer", "exec")]
    for table in tables:
        tables.extend(table.get_children())
        outermost = table.get_type() == "module"
        found.extend(
            symbol.get_name()
            for symbol in table.get_symbols()
            if (symbol.is_referenced() if outermost else symbol.is_global())
        )
    return found


def _is_plain(value: ast.expr | None) -> bool:
    try:
        return value is not None and (ast.literal_eval(value), True)[1]
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def _is_stub(function: ast.FunctionDef) -> bool:
    """Tell whether a function raises NotImplementedError before it returns anything."""
    for statement in function.body:
        if isinstance(statement, ast.Return):
            return False
        if isinstance(statement, ast.Raise):
            raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return False


def _plain(source: str) -> str:
    """Blank out the lines that only IPython understands, so that line numbers stay."""
    lines = source.split("\n")
    if lines and lines[0].lstrip().startswith("%%"):
        return ""
    return "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in lines)


def _run(path: Path, cell: Cell, statement: ast.stmt, namespace: dict[str, Any]) -> None:
    filename = f"<{path.name}, cell {cell.number}>"
    lines = cell.source.splitlines(keepends=True)
    linecache.cache[filename] = (len(cell.source), None, lines, filename)  # for tracebacks
    module = ast.Module(body=[statement], type_ignores=[])
    exec(compile(module, filename, "exec"), namespace)
