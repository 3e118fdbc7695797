"""A device that every machine has: arrays that NumPy cannot reach by accident.

Code that is written for both NumPy and CuPy is checked without a GPU on a `DeviceArray`. It
computes like an array, but as on a real device nothing mixes with NumPy arrays, and nothing comes
back unless ``get()`` is called. `cnnkit.backend.array_module` knows it.
"""

from typing import Any

import numpy as np

from cnnkit.backend import register_array_module

DEVICE = "stand-in"


class DeviceArray(np.lib.mixins.NDArrayOperatorsMixin):
    """An array on the stand-in device.

    >>> x = DeviceArray(np.arange(3.0))
    >>> (x * 2).sum().get()
    array(6.)
    >>> np.asarray(x)
    Traceback (most recent call last):
    ...
    TypeError: an array on the device does not turn into a NumPy array by itself: call .get()
    """

    __array_priority__ = 100

    def __init__(self, host: np.ndarray):
        self._host = host

    def get(self) -> np.ndarray:
        """Return the numbers as a NumPy array."""
        return self._host.copy()

    def __array__(self, *arguments, **options):
        raise TypeError(
            "an array on the device does not turn into a NumPy array by itself: call .get()"
        )

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return _compute(getattr(ufunc, method), inputs, options)

    def __array_function__(self, function, types, args, kwargs):
        return _compute(function, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._host, name)
        if callable(found):
            return lambda *args, **kwargs: _compute(found, args, kwargs)
        return _on_device(found)

    def __getitem__(self, key):
        return _on_device(self._host[_on_host(key)], whole=True)

    def __setitem__(self, key, value):
        self._host[_on_host(key)] = _on_host(value)

    def __len__(self) -> int:
        return len(self._host)

    def __iter__(self):
        return (self[at] for at in range(len(self)))

    def __float__(self) -> float:
        return float(self._host)

    def __int__(self) -> int:
        return int(self._host)

    def __bool__(self) -> bool:
        return bool(self._host)

    def __repr__(self) -> str:
        return f"DeviceArray({self._host!r})"


def _on_host(value: Any) -> Any:
    """Return arguments as NumPy takes them; refuse NumPy arrays, which lie elsewhere."""
    if isinstance(value, DeviceArray):
        return value._host
    if isinstance(value, np.ndarray) and value.ndim:
        raise TypeError("a NumPy array among arrays on the device: make it with the same module")
    if isinstance(value, (list, tuple)):
        return type(value)(_on_host(item) for item in value)
    return value


def _on_device(value: Any, whole: bool = False) -> Any:
    if isinstance(value, np.ndarray) or (whole and isinstance(value, np.generic)):
        return DeviceArray(np.asarray(value))
    if type(value) in (list, tuple) and any(isinstance(item, np.ndarray) for item in value):
        return type(value)(_on_device(item, whole) for item in value)
    return value


def _compute(function: Any, args: tuple, kwargs: dict[str, Any]) -> Any:
    options = {name: _on_host(value) for name, value in kwargs.items()}
    return _on_device(function(*_on_host(tuple(args)), **options), whole=True)


class _Module:
    """NumPy's functions, making arrays on the device."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(np, name)
        if isinstance(found, type) or not callable(found):
            return found
        return lambda *args, **kwargs: _compute(found, args, kwargs)

    @staticmethod
    def asarray(value: Any, dtype: Any = None) -> DeviceArray:
        """Bring an array to the device."""
        host = value._host if isinstance(value, DeviceArray) else value
        return DeviceArray(np.asarray(host, dtype=dtype))

    array = asarray

    @staticmethod
    def asnumpy(value: Any) -> np.ndarray:
        """Bring an array back."""
        return value.get() if isinstance(value, DeviceArray) else np.asarray(value)


register_array_module(DeviceArray, _Module(), DEVICE)
