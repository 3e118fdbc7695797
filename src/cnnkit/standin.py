"""Arrays that behave like a GPU's, on any machine.

A program written for NumPy and CuPy can be trusted only where it has met arrays that are not
NumPy's. Once this module is imported, ``to_device(x, "stand-in")`` makes such an array. It
computes with NumPy underneath, but like CuPy's it refuses to become a NumPy array unless
``to_numpy`` asks, and to be mixed with one. As with CuPy, ``np.maximum(x, 0)`` does work on it, by
way of NumPy's protocols; such calls are listed in ``detours``, for code that means to do without.
"""

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from cnnkit.backend import register_array_module

DEVICE = "stand-in"

detours: list[str] = []
"""The NumPy functions that were called on stand-in arrays."""

trips: list[str] = []
"""How stand-in arrays were brought to the CPU. Single numbers (``float(x)``) are not counted."""


class StandInArray:
    """An array on a device that is not there; attributes and methods are those of NumPy's."""

    def __init__(self, host: np.ndarray) -> None:
        self._host = host

    def __array__(self, *args: Any, **kwargs: Any) -> np.ndarray:
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *args: Any, **kwargs: Any) -> Any:
        detours.append(ufunc.__name__)
        return _on_host(getattr(ufunc, method))(*args, **kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        detours.append(func.__name__)
        return _on_host(func)(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # no other way into NumPy, such as __array_interface__
            raise AttributeError(name)
        value = getattr(self._host, name)
        return _on_host(value) if callable(value) else _to_device(value)

    def get(self) -> np.ndarray:
        """Return a copy on the CPU."""
        trips.append("get")
        return self._host.copy()

    def tolist(self) -> Any:
        """Return the numbers, on the CPU."""
        trips.append("tolist")
        return self._host.tolist()

    def __getitem__(self, index: Any) -> Any:
        return _to_device(self._host[_to_host(index)])

    def __setitem__(self, index: Any, value: Any) -> None:
        self._host[_to_host(index)] = _to_host(value)

    def __len__(self) -> int:
        return len(self._host)

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __float__(self) -> float:
        return float(self._host)

    def __int__(self) -> int:
        return int(self._host)

    def __bool__(self) -> bool:
        return bool(self._host)

    def __index__(self) -> int:
        return operator.index(self._host)

    def __repr__(self) -> str:
        return f"StandInArray({self._host!r})"

    __hash__ = None  # type: ignore[assignment]


def _operator(name: str) -> Callable[..., Any]:
    def apply(self: StandInArray, *others: Any) -> Any:
        method = getattr(self._host, name)
        return _on_host(method)(*others)

    return apply


def _in_place(name: str) -> Callable[..., Any]:
    def apply(self: StandInArray, other: Any) -> StandInArray:
        getattr(self._host, name)(_to_host(other))
        return self

    return apply


_BINARY = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and", "or", "xor", "lshift", "rshift"),
)
for _name in _BINARY:
    setattr(StandInArray, f"__{_name}__", _operator(f"__{_name}__"))
    setattr(StandInArray, f"__r{_name}__", _operator(f"__r{_name}__"))
    setattr(StandInArray, f"__i{_name}__", _in_place(f"__i{_name}__"))
for _name in ["lt", "le", "gt", "ge", "eq", "ne", "neg", "pos", "abs", "invert"]:
    setattr(StandInArray, f"__{_name}__", _operator(f"__{_name}__"))


class _Library:
    """NumPy's functions, taking and returning stand-in arrays."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._source, name)
        if name in ("fft", "lib", "linalg", "stride_tricks"):
            return _Library(value)
        if isinstance(value, type) or not callable(value):  # float32, inf, newaxis
            return value
        return _on_host(value)

    @staticmethod
    def asarray(x: Any, dtype: Any = None) -> StandInArray:
        """Carry an array over, or convert one that is here; the one way in."""
        if isinstance(x, StandInArray):
            return StandInArray(np.asarray(x._host, dtype=dtype))
        return StandInArray(np.array(x, dtype=dtype))

    array = asarray

    @staticmethod
    def asnumpy(x: StandInArray) -> np.ndarray:
        """Carry an array back; the one way out."""
        return x.get()


def _on_host(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        kwargs = {name: _to_host(value) for name, value in kwargs.items()}
        return _to_device(function(*_to_host(args), **kwargs))

    return call


def _to_host(value: Any) -> Any:
    if isinstance(value, StandInArray):
        return value._host
    if isinstance(value, np.ndarray):
        raise TypeError(f"Unsupported type {type(value)}")
    if type(value) in (tuple, list):
        return type(value)(_to_host(item) for item in value)
    return value


def _to_device(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):  # a sum, too, stays on the device
        return StandInArray(np.asarray(value))
    if type(value) in (tuple, list):
        return type(value)(_to_device(item) for item in value)
    return value


register_array_module(StandInArray, _Library(np), DEVICE)
