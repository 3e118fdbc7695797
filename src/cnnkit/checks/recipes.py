"""Inputs that are not plain numbers: the one who runs the answer builds them from a description.

A recipe stands in a `Call` where an argument stands. ``build()`` makes the thing itself, anew for
every call; ``to_plain()`` gives the description that crosses into a sandbox.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Rng:
    """A random generator, seeded."""

    seed: int

    def build(self) -> np.random.Generator:
        """Return ``numpy.random.default_rng(seed)``."""
        return np.random.default_rng(self.seed)

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {"recipe": "rng", "seed": self.seed}


@dataclass(frozen=True)
class Built:
    """The result of calling a public function or class of `cnnkit`: a model, a layer, an optimizer.

    ``path`` is its full name below `cnnkit`; arguments may be recipes themselves. With ``state``,
    the arrays are loaded into the object by its ``load_state_dict``.
    """

    path: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] | None = None

    def build(self) -> Any:
        """Return the object."""
        thing = Function(self.path).build()(
            *(build(argument) for argument in self.args),
            **{name: build(argument) for name, argument in self.kwargs.items()},
        )
        if self.state is not None:
            thing.load_state_dict(self.state)
        return thing

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {
            "recipe": "built",
            "path": self.path,
            "args": [to_plain(argument) for argument in self.args],
            "kwargs": {name: to_plain(argument) for name, argument in self.kwargs.items()},
            "state": self.state,
        }


@dataclass(frozen=True)
class Function:
    """A public function of `cnnkit`, handed over as an argument."""

    path: str

    def build(self) -> Any:
        """Return the function."""
        import importlib

        module, _, name = self.path.rpartition(".")
        return getattr(importlib.import_module(f"cnnkit.{module}"), name)

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {"recipe": "function", "path": self.path}


RECIPES = (Rng, Built, Function)


def build(argument: Any) -> Any:
    """Return the thing that a recipe describes; a fresh copy of anything else."""
    if isinstance(argument, RECIPES):
        return argument.build()
    if isinstance(argument, np.ndarray):
        return argument.copy(order="K")
    if isinstance(argument, (list, tuple)):
        return type(argument)(build(item) for item in argument)
    if isinstance(argument, dict):
        return {name: build(item) for name, item in argument.items()}
    return argument


def to_plain(argument: Any) -> Any:
    """Return a description of ``argument`` made of plain values and arrays."""
    if isinstance(argument, RECIPES):
        return argument.to_plain()
    if isinstance(argument, (list, tuple)):
        return type(argument)(to_plain(item) for item in argument)
    if isinstance(argument, dict):
        return {name: to_plain(item) for name, item in argument.items()}
    return argument


def from_plain(plain: Any) -> Any:
    """Return the argument that `to_plain` described, recipes still unbuilt.

    >>> from_plain(to_plain([Rng(3), 1.5]))
    [Rng(seed=3), 1.5]
    """
    if isinstance(plain, dict):
        if plain.get("recipe") == "rng":
            return Rng(plain["seed"])
        if plain.get("recipe") == "function":
            return Function(plain["path"])
        if plain.get("recipe") == "built":
            args = tuple(from_plain(item) for item in plain["args"])
            kwargs = {name: from_plain(item) for name, item in plain["kwargs"].items()}
            return Built(plain["path"], args, kwargs, plain["state"])
        return {name: from_plain(item) for name, item in plain.items()}
    if isinstance(plain, (list, tuple)):
        return type(plain)(from_plain(item) for item in plain)
    return plain
