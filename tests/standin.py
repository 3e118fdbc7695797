"""The stand-in device, for tests: put arguments on it, call, and see that nothing left it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.backend import to_device, to_numpy
from cnnkit.standin import DEVICE, StandInArray, detours

__all__ = [
    "DEVICE",
    "StandInArray",
    "call_on_standin",
    "detours",
    "from_standin",
    "to_standin",
]


def to_standin(value: Any) -> Any:
    """Move every array of a value (an array, or a tuple, list or dict of values) to the device."""
    return _map(value, np.ndarray, lambda array: to_device(array, DEVICE))


def from_standin(value: Any) -> Any:
    """Bring every array of a value back."""
    return _map(value, StandInArray, to_numpy)


def call_on_standin(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call with every array on the device and return the result on the CPU.

    Fails when a result, or any step on the way, was NumPy's.
    """
    detours.clear()
    result = function(*to_standin(args), **to_standin(kwargs))
    _map(result, np.ndarray, _refuse)
    assert not detours, f"{function.__name__} calls {detours} of NumPy on arrays of the device"
    return from_standin(result)


def _refuse(array: np.ndarray) -> None:
    raise AssertionError(f"a NumPy array of shape {array.shape} came back from the device")


def _map(value: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, dict):
        return {name: _map(item, kind, change) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_map(item, kind, change) for item in value)
    return value
