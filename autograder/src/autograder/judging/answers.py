"""Which functions of the library answer a chapter's exercises, and so are taken out of its build.

An exercise names them in ``solved_by``. Where it also forbids a whole package of the library, as
the first chapters do with `cnnkit.functional`, everything that computes in there goes.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.sandbox.bubblewrap import SandboxError
from cnnkit.checks import exercises, find
from cnnkit.checks.spec import Exercise

PLACES = ("functional", "layers", "training", "training.optimizers", "models")
"""Where a name without a dot is looked up, below `cnnkit`."""

HARMLESS = frozenset({"cnnkit.functional.arguments", "cnnkit.functional.geometry"})
"""Modules that compute no answer and that the rest of the library needs to be imported."""

CLOSED = frozenset({"cnnkit.functional"})
"""Packages that are emptied when an exercise forbids them; what stands on them raises then."""


def answers(chapter: str) -> dict[str, list[str]]:
    """Return module → names, as `autograder.sandbox.masks.build_package` takes them.

    Raises
    ------
    SandboxError
        If an exercise names a function that the library does not have: a renamed answer must not
        slip through.
    """
    return of_exercises(find(name) for name in exercises(chapter))


def of_exercises(chosen: Iterable[Exercise]) -> dict[str, list[str]]:
    """Return the same for these exercises."""
    found: set[tuple[str, str]] = set()
    for exercise in chosen:
        for name in exercise.solved_by:
            thing = resolve(name, exercise.name)
            found.add((thing.__module__, thing.__qualname__))
        for package in CLOSED & set(exercise.forbidden):
            found |= set(_functions(package))
    modules: dict[str, list[str]] = {}
    for module, name in sorted(found):
        modules.setdefault(module, []).append(name)
    return modules


def resolve(name: str, exercise: str = "") -> Any:
    """Return the library's function or class of that name, or of that path below `cnnkit`."""
    places = [name.rpartition(".")[0]] if "." in name else PLACES
    for place in places:
        try:
            module = importlib.import_module(f"cnnkit.{place}")
        except ModuleNotFoundError:
            continue
        found = getattr(module, name.rpartition(".")[2], None)
        if hasattr(found, "__qualname__"):
            return found
    raise SandboxError(
        f"answers of {exercise or 'an exercise'}",
        received=f"the name {name!r} in solved_by",
        expected="a function or class of cnnkit",
        fix="Correct solved_by: what it names is switched off while work is graded",
    )


def _functions(package: str) -> list[tuple[str, str]]:
    """Return (module, name) for every function at the top of a package's modules."""
    found = []
    for info in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if info.name in HARMLESS:
            continue
        path = Path(str(importlib.import_module(info.name).__file__))
        body = ast.parse(path.read_text(encoding="utf-8")).body
        names = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        found += [(info.name, name) for name in names]
    return found
