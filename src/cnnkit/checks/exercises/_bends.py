"""Bends: mistakes that change the arguments of a call and leave the arithmetic alone."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from cnnkit.checks.spec import Misconception


def bender(kind: type[Any]) -> Callable[..., Callable[..., tuple]]:
    """Return ``bend`` for calls whose arguments are the fields of a data class."""
    names = tuple(field.name for field in fields(kind))

    def bend(**changes: Callable[[Any], Any]) -> Callable[..., tuple]:
        """Return a bend that replaces the arguments named, each by a function of all of them."""

        def bent(*args, **kwargs) -> tuple:
            now = kind(*args, **kwargs)
            return tuple(changes[n](now) if n in changes else getattr(now, n) for n in names)

        return bent

    return bend


def adapted(
    mistake: Misconception,
    *,
    wrong: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None,
    bend: Callable[[Callable[..., tuple]], Callable[..., tuple]] | None = None,
    hint: str = "",
) -> Misconception:
    """Return a mistake of one exercise as a mistake of another, whose arguments are others.

    ``wrong`` and ``bend`` turn its imitations into functions of the new arguments; without them
    such imitations are left out.
    """
    return Misconception(
        mistake.id,
        hint or mistake.hint,
        tuple(map(wrong, mistake.wrong)) if wrong else (),
        tuple(map(bend, mistake.bends)) if bend else (),
        mistake.spoils,
        mistake.symptom,
    )
