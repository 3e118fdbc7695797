"""What an answer's source reaches for: read on the host, never run.

A cell may lean on names that other cells define. So not only the cell with the answer is looked
at, but with it every statement, in any cell the student wrote, that defines a name the answer
uses, directly or by way of other names. A cell that merely compares with ``np.convolve`` is no
concern.
"""

import ast
from collections.abc import Iterable, Sequence

from cnnkit.checks import forbidden
from cnnkit.checks.spec import Exercise

CURIOUS = {
    "eval": "runs text as code",
    "exec": "runs text as code",
    "compile": "runs text as code",
    "__import__": "imports by name",
    "globals": "looks names up by text",
    "vars": "looks names up by text",
    "importlib": "imports by name",
    "inspect": "looks at the source or the frames of other code",
    "ctypes": "reaches below Python",
    "gc": "looks for other code's objects",
    "sys": "looks at the interpreter itself",
    "get_ipython": "changes how the notebook runs",
    "__dict__": "looks names up by text",
    "__globals__": "looks names up by text",
    "__subclasses__": "looks for other code's objects",
}
"""Names that an answer has no need of, and what they do. Worth a remark, and nothing more."""


def parse(source: str) -> ast.Module:
    """Return the tree of a cell; of one that is not plain Python (or magic), an empty one."""
    lines = [
        "" if line.lstrip().startswith(("%", "!", "?")) else line for line in source.split("\n")
    ]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def imports(sources: Iterable[str]) -> dict[str, str]:
    """Return the names by which cells import things, with what they stand for.

    >>> imports(["import numpy as np", "from cnnkit import plotting"])
    {'np': 'numpy', 'plotting': 'cnnkit.plotting'}
    """
    known: dict[str, str] = {}
    for source in sources:
        for node in ast.walk(parse(source)):
            if isinstance(node, ast.Import):
                for item in node.names:
                    top = item.name.partition(".")[0]
                    known[item.asname or top] = item.name if item.asname else top
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for item in node.names:
                    known[item.asname or item.name] = f"{node.module}.{item.name}"
    return known


def reached(answer: str, others: Sequence[str]) -> list[str]:
    r"""Return the statements of other cells that ``answer`` leans on, as source.

    >>> reached("def f(x):\n    return g(x)", ["h = 1\ng = np.sin", "print(f(2))"])
    ['g = np.sin']
    """
    statements = [
        (statement, source) for source in others for statement in _statements(parse(source).body)
    ]
    tree = parse(answer)
    wanted, found = _used(tree), []
    while True:
        new = [pair for pair in statements if _defined(pair[0]) & wanted]
        if not new:
            return [ast.get_source_segment(source, node) or "" for node, source in found]
        statements = [pair for pair in statements if pair not in new]
        found += new
        for statement, _ in new:
            wanted |= _used(statement)


def forbidden_call(
    exercise: Exercise, answer: str, others: Sequence[str], setup: Sequence[str]
) -> str | None:
    """Return a sentence about the first forbidden call of an answer, or None.

    Parameters
    ----------
    exercise
        What is asked, and what it forbids.
    answer
        The source of the cell with the answer.
    others
        The sources of the student's other cells.
    setup
        The sources of the course's own cells: their imports are known by name.
    """
    sources = [*setup, *others, answer]
    known = _from_stars(sources, exercise) | imports([*setup, *others])
    found = forbidden.find(_plain(answer), exercise.forbidden, known)
    if found:
        return found
    for statement in reached(answer, others):
        found = forbidden.find(statement, exercise.forbidden, known)
        if found:
            return f"in another cell, {found.partition(' uses ')[2] or found}"
    return None


def curious(answer: str, others: Sequence[str]) -> list[str]:
    r"""Return remarks for the instructor: what an answer reaches for without need.

    >>> curious("def f(x):\n    return eval('x + 1')", [])
    ['The answer uses `eval`, which runs text as code: worth a look. It changes no score.']
    """
    used: set[str] = set()
    for source in [answer, *reached(answer, others)]:
        for node in ast.walk(parse(source)):
            if isinstance(node, ast.Name):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Import):
                used |= {item.name.partition(".")[0] for item in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    return [
        f"The answer uses `{name}`, which {what}: worth a look. It changes no score."
        for name, what in CURIOUS.items()
        if name in used
    ]


def _from_stars(sources: Iterable[str], exercise: Exercise) -> dict[str, str]:
    """Return the forbidden names that ``from ... import *`` brings in, with what they stand for."""
    modules = {
        node.module
        for source in sources
        for node in ast.walk(parse(source))
        if isinstance(node, ast.ImportFrom) and any(item.name == "*" for item in node.names)
    }
    split = [path.rpartition(".") for path in exercise.forbidden]
    return {name: f"{module}.{name}" for module, _, name in split if module in modules}


def _plain(source: str) -> str:
    """Return the source if it parses; without its magic lines otherwise."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.unparse(parse(source))
    return source


def _statements(body: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    """Yield the statements that run at the top level, those inside branches and loops too."""
    for node in body:
        inner = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
        inner += [handler.body for handler in getattr(node, "handlers", [])]
        scope = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if scope or not any(inner):
            yield node
        else:
            for block in inner:
                yield from _statements(block)


def _defined(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds or changes."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {item.asname or item.name.partition(".")[0] for item in node.names}
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _used(node: ast.AST) -> set[str]:
    """Return the names that a piece of source reads."""
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }
