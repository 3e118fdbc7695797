"""What an answer's source reaches for: read on the host, never run.

A cell may lean on names that other cells define. So not only the cell with the answer is looked
at, but with it every statement, in any cell the student wrote, that defines a name the answer
uses, directly or by way of other names. A cell that merely compares with ``np.convolve`` is no
concern.
"""

import ast
import traceback
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from cnnkit.checks import forbidden
from cnnkit.checks.spec import Exercise

RUNNING_MAGICS = frozenset({"%%time", "%%timeit", "%%capture", "%%prun"})

HIDING = frozenset({"eval", "exec", "get_ipython"})
"""Names that can define an answer without writing it: looked for in all the student's cells."""

CURIOUS = {
    "eval": "runs text as code",
    "exec": "runs text as code",
    "compile": "runs text as code",
    "__import__": "imports by name",
    "getattr": "looks up a name that it has put together",
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


class Unreadable(Exception):
    """A cell is nested more deeply than it can be read, though a kernel might still run it."""


@lru_cache(maxsize=512)
def plain(source: str) -> str:
    r"""Return the Python that a cell stands for: magic commands turned into the calls they are.

    Line numbers stay. Of a cell magic that runs the cell, such as ``%%time``, only the name goes.

    >>> plain("files = !ls")
    "files = get_ipython().getoutput('ls')\n"
    """
    head, _, body = source.partition("\n")
    if head.split(maxsplit=1)[:1] and head.split(maxsplit=1)[0] in RUNNING_MAGICS:
        source = "\n" + body
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a student wrote, their own kernel warns
        try:
            return TransformerManager().transform_cell(source)
        except SyntaxError:
            return source
        except (RecursionError, MemoryError):
            raise Unreadable from None


@lru_cache(maxsize=512)
def parse(source: str) -> ast.Module:
    """Return the tree of a cell; an empty one if it is not Python, for then it defines nothing.

    Raises
    ------
    Unreadable
        If it is Python, and too deeply nested.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(plain(source))
        except (SyntaxError, ValueError):
            return ast.Module(body=[], type_ignores=[])
        except (RecursionError, MemoryError):
            raise Unreadable from None


def fault(source: str) -> list[str]:
    """Return what is wrong with a cell that is not Python, line by line; nothing if it is.

    Such a cell is not sent to a kernel: there it would be an error, or else something that turns
    it into Python has been put in place, and what would run is not what was read here.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(plain(source), filename="cell")
    except SyntaxError as problem:
        return "".join(traceback.format_exception_only(problem)).splitlines()
    except ValueError as problem:
        return [f"SyntaxError: {problem}"]
    except (Unreadable, RecursionError, MemoryError):
        return ["SyntaxError: too deeply nested to be read"]
    return []


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


def reached(answer: str, others: Sequence[str], name: str = "") -> list[str]:
    r"""Return the statements of other cells that ``answer`` leans on, as source.

    With ``name``, those that define it count too.

    >>> reached("def f(x):\n    return g(x)", ["h = 1\ng = np.sin", "print(f(2))"])
    ['g = np.sin']
    """
    by_name: dict[str, list[ast.stmt]] = {}
    for source in others:
        for statement in _statements(parse(source).body):
            for defined in _defined(statement):
                by_name.setdefault(defined, []).append(statement)
    waiting, found = [name, *forbidden.names_read(parse(answer))], {}
    while waiting:
        for statement in by_name.pop(waiting.pop(), []):
            if id(statement) not in found:
                found[id(statement)] = ast.unparse(statement)
                waiting += forbidden.names_read(statement)
    return list(found.values())


def forbidden_call(
    exercise: Exercise, answer: str, others: Sequence[str], setup: Sequence[str], name: str = ""
) -> str | None:
    """Return a sentence about the first forbidden call of an answer, or None.

    Source that is nested too deeply to be read is not allowed either.

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
    name
        What the answer is called, in case it is defined in another cell.
    """
    try:
        return _forbidden_call(exercise, answer, others, setup, name)
    except (Unreadable, RecursionError, MemoryError):
        return "expressions that are nested so deeply that they cannot be read"


def _forbidden_call(
    exercise: Exercise, answer: str, others: Sequence[str], setup: Sequence[str], name: str = ""
) -> str | None:
    sources = [*setup, *others, answer]
    known = _from_stars(sources, exercise) | imports([*setup, *others])
    found = forbidden.find(plain(answer), exercise.forbidden, known)
    if found:
        return found
    for statement in reached(answer, others, name):
        found = forbidden.find(statement, exercise.forbidden, known)
        if found:
            return f"in another cell, {found.partition(' uses ')[2] or found}"
    return None


def curious(answer: str, others: Sequence[str], name: str = "") -> list[str]:
    r"""Return remarks for the instructor: what an answer reaches for without need.

    >>> curious("def f(x):\n    return eval('x + 1')", [])
    ['The work uses `eval`, which runs text as code: worth a look. It changes no score.']
    """
    used = _names([answer, *reached(answer, others, name)]) | (_names(others) & HIDING)
    return [
        f"The work uses `{word}`, which {what}: worth a look. It changes no score."
        for word, what in CURIOUS.items()
        if word in used
    ]


def _names(sources: Iterable[str]) -> set[str]:
    """Return all names that stand in these sources, of variables, attributes and modules."""
    used: set[str] = set()
    for source in sources:
        for node in ast.walk(parse(source)):
            if isinstance(node, ast.Name) and node.id != "getattr":
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Import):
                used |= {item.name.partition(".")[0] for item in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
            if _is_computed_getattr(node):
                used.add("getattr")
    return used


def _is_computed_getattr(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="getattr"), args=[_, name, *_]):
            return not (isinstance(name, ast.Constant) and isinstance(name.value, str))
    return False


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
