"""Convolutional networks on NumPy and CuPy, small enough to read.

Nothing is loaded before it is used: ``import cnnkit`` costs next to nothing, and
``cnnkit.functional`` imports NumPy the moment it is named.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from cnnkit.mine import mine as mine
    from cnnkit.override import override as override

_PARTS = (
    "backend",
    "checks",
    "datasets",
    "errors",
    "explain",
    "functional",
    "gradcheck",
    "layers",
    "models",
    "parallel",
    "plotting",
    "standin",
    "training",
    "widgets",
)


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return importlib.import_module(f"cnnkit.{name}")
    raise AttributeError(f"module 'cnnkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PARTS, "mine", "override"})


def _function(name: str) -> property:
    """Make ``cnnkit.<name>`` the function of that name, not the module that holds it."""

    def get(self: ModuleType) -> Any:
        return getattr(importlib.import_module(f"cnnkit.{name}"), name)

    def ignore(self: ModuleType, module: ModuleType) -> None:
        """Python would put the module here as soon as anybody imports it."""

    return property(get, ignore)


class _Package(ModuleType):
    mine = _function("mine")
    override = _function("override")


sys.modules[__name__].__class__ = _Package
