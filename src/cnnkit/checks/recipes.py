"""Inputs that are not plain numbers: the one who runs the answer builds them from a description.

A recipe stands in a `Call` where an argument stands. ``build()`` makes the thing itself, anew for
every call; ``to_plain()`` gives the description that crosses into a sandbox.
"""

import importlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnkit.backend import to_device
from cnnkit.standin import DEVICE, StandInArray


@dataclass(frozen=True)
class Rng:
    """A random generator, seeded."""

    seed: int

    def build(self, siblings: "Siblings | None" = None) -> np.random.Generator:
        """Return ``numpy.random.default_rng(seed)``."""
        return np.random.default_rng(self.seed)

    @staticmethod
    def state_of(generator: np.random.Generator) -> str:
        """Return all that the next draws depend on, spawned streams included, as text."""
        spawned = getattr(generator.bit_generator.seed_seq, "n_children_spawned", 0)
        return f"{generator.bit_generator.state} {spawned}"

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

    def build(self, siblings: "Siblings | None" = None) -> Any:
        """Return the object."""
        thing = Function(self.path).build()(
            *(build(argument, siblings) for argument in self.args),
            **{name: build(argument, siblings) for name, argument in self.kwargs.items()},
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
    """A public function of `cnnkit`, handed over as an argument.

    ``path`` is its full name below `cnnkit`, such as ``"functional.tanh"``.
    """

    path: str

    def build(self, siblings: "Siblings | None" = None) -> Any:
        """Return the function."""
        module, _, name = self.path.rpartition(".")
        return getattr(importlib.import_module(f"cnnkit.{module}"), name)

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {"recipe": "function", "path": self.path}


@dataclass(frozen=True)
class Of:
    """What a method of another argument of the same call returns.

    An optimizer of the model that is the first argument is
    ``Built("training.optimizers.SGD", (Of(0, "parameters"), 0.1))``.
    """

    argument: int | str
    method: str

    def build(self, siblings: "Siblings | None" = None) -> Any:
        """Return what the method of the built argument returns."""
        if siblings is None:
            raise TypeError("Of: a recipe that needs the other arguments of its call")
        return getattr(siblings[self.argument], self.method)()

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {"recipe": "of", "argument": self.argument, "method": self.method}


@dataclass(frozen=True, eq=False)
class OnDevice:
    """An array on a device that NumPy does not reach (see `cnnkit.standin`)."""

    array: np.ndarray

    def build(self, siblings: "Siblings | None" = None) -> StandInArray:
        """Return a copy of the array, on the device."""
        return to_device(np.array(self.array), DEVICE)

    def to_plain(self) -> dict[str, Any]:
        """Return the description."""
        return {"recipe": "on device", "array": self.array}


RECIPES = (Rng, Built, Function, Of, OnDevice)


class Siblings:
    """The arguments of one call, each built when it is first asked for, and only once."""

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]):
        self._recipes: dict[int | str, Any] = {**dict(enumerate(args)), **kwargs}
        self._built: dict[int | str, Any] = {}

    def __getitem__(self, at: int | str) -> Any:
        if at not in self._built:
            self._built[at] = build(self._recipes[at], self)
        return self._built[at]

    def all(self) -> tuple[list[Any], dict[str, Any]]:
        """Return the positional and the named arguments."""
        named = {at: self[at] for at in self._recipes if isinstance(at, str)}
        return [self[at] for at in self._recipes if isinstance(at, int)], named


def build_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list, dict[str, Any]]:
    """Return fresh arguments for one call.

    >>> build_arguments((1, [2, 3]), {"k": 4})
    ([1, [2, 3]], {'k': 4})
    """
    return Siblings(args, kwargs).all()


def build(argument: Any, siblings: Siblings | None = None) -> Any:
    """Return the thing that a recipe describes; a fresh copy of anything else."""
    if isinstance(argument, RECIPES):
        return argument.build(siblings)
    if isinstance(argument, np.ndarray):
        return argument.copy(order="K")
    if isinstance(argument, (list, tuple)):
        return type(argument)(build(item, siblings) for item in argument)
    if isinstance(argument, dict):
        return {name: build(item, siblings) for name, item in argument.items()}
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
        kind = plain.get("recipe")
        if kind == "rng":
            return Rng(plain["seed"])
        if kind == "function":
            return Function(plain["path"])
        if kind == "of":
            return Of(plain["argument"], plain["method"])
        if kind == "on device":
            return OnDevice(plain["array"])
        if kind == "built":
            args = tuple(from_plain(item) for item in plain["args"])
            kwargs = {name: from_plain(item) for name, item in plain["kwargs"].items()}
            return Built(plain["path"], args, kwargs, plain["state"])
        return {name: from_plain(item) for name, item in plain.items()}
    if isinstance(plain, (list, tuple)):
        return type(plain)(from_plain(item) for item in plain)
    return plain
