"""Bends: mistakes that change the arguments of a call and leave the arithmetic alone."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any


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
