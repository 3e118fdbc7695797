"""How much an answer reads like the library's own source.

Names of variables, comments and docstrings do not count: what is compared is the sequence of
operations. Short functions look alike by necessity, so they are left out. What is found is a
remark for the instructor. It accuses nobody and changes no score: a small right answer may well
be written twice.
"""

import ast
import difflib
import inspect
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from autograder.judging.answers import resolve
from autograder.judging.reach import parse
from cnnkit.checks.spec import Exercise

ALIKE = 0.9
SHORTEST = 60
"""Tokens below which nothing is said."""


@dataclass(frozen=True)
class Likeness:
    """The function of the answer and the one of the library that are most alike, from 0 to 1."""

    mine: str
    theirs: str
    ratio: float

    def __str__(self) -> str:
        return (
            f"`{self.mine}` reads like the library's `{self.theirs}` ({self.ratio:.0%} alike). "
            "This is a remark for the instructor; it changes no score."
        )


def likeness(exercise: Exercise, sources: Iterable[str]) -> Likeness | None:
    """Return the greatest likeness to the library's answers, if it is great.

    Parameters
    ----------
    exercise
        Its ``solved_by`` names what to compare with; the helpers in the same files count too.
    sources
        The answer, and the statements in other cells that it leans on.
    """
    library = [(name, tokens) for solved in exercise.solved_by for name, tokens in _library(solved)]
    best: Likeness | None = None
    for source in sources:
        for mine, tokens in functions(source):
            for theirs, others in library:
                ratio = _ratio(tokens, others)
                if ratio >= ALIKE and (best is None or ratio > best.ratio):
                    best = Likeness(mine, theirs, ratio)
    return best


def functions(source: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return name and tokens of every function in a piece of source that is long enough."""
    found = [
        (node.name, tokens(node))
        for node in ast.walk(parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [(name, listed) for name, listed in found if len(listed) >= SHORTEST]


def tokens(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    r"""Return what a function does, as a list of words without its own names.

    >>> [a] = ast.parse("def f(x):\n    return x.sum() * 2").body
    >>> [b] = ast.parse("def g(image):\n    'Add up.'\n    return image.sum() * 2").body
    >>> tokens(a) == tokens(b)
    True
    """
    listed: list[str] = []
    for statement in _without_docstring(function.body):
        _list(statement, listed)
    return tuple(listed)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def _list(node: ast.AST, listed: list[str]) -> None:
    kind = type(node).__name__
    if isinstance(node, ast.Constant):
        listed.append(f"{type(node.value).__name__} {node.value!r}"[:40])
    elif isinstance(node, ast.Attribute):
        listed.append(f".{node.attr}")
    elif not isinstance(node, ast.expr_context):
        listed.append(kind)
    for child in ast.iter_child_nodes(node):
        _list(child, listed)


@lru_cache(maxsize=64)
def _library(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the functions of the file in which the library's answer stands."""
    module = sys.modules[resolve(name).__module__]
    return tuple(functions(inspect.getsource(module)))


def _ratio(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if 2 * shorter < ALIKE * (longer + shorter):  # they cannot be that alike
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
