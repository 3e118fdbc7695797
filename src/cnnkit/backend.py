"""Where an array lives, and which library computes on it.

The arrays choose: an op asks ``array_module`` for the library of its arguments and writes
``xp.maximum(x, 0)``. The same line then runs on NumPy arrays (CPU) and CuPy arrays (GPU). New
arrays are born on the CPU and move only when ``to_device`` or ``to_numpy`` says so. CuPy is
imported here and nowhere else, and only once a GPU is asked for.
"""

import os
import sys
import warnings
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from cnnkit.errors import DeviceError, DTypeError, ParameterError, describe

Array: TypeAlias = np.ndarray
"""A NumPy array, or a CuPy array, which has the same interface."""


@dataclass(frozen=True)
class _Home:
    """One place where arrays live: its name, the class of its arrays, and their library."""

    device: str
    kind: type
    module: Any


_CPU = _Home("cpu", np.ndarray, np)
_HOMES = [_CPU]


def register_array_module(kind: type, module: Any, device: str) -> None:
    """Teach the library another class of arrays.

    Parameters
    ----------
    kind
        The class of the arrays.
    module
        An object with NumPy's functions for them, and ``asnumpy`` to bring one to the CPU.
    device
        The name that ``to_device`` then accepts.
    """
    _HOMES[:] = [home for home in _HOMES if home.kind is not kind]
    _HOMES.append(_Home(device, kind, module))


def array_module(*arrays: Any, **named: Any) -> Any:
    """Return the library that computes on these arrays: ``numpy`` or ``cupy``.

    ``None`` and Python numbers live everywhere and are skipped. Pass the arrays by name
    (``array_module(x=x, w=w)``) and an error can say which one is on the wrong device.

    Returns
    -------
    The module, by custom called ``xp``. Without any array it is ``numpy``.

    Raises
    ------
    DTypeError
        For a list, or anything else that is not an array.
    DeviceError
        When the arrays lie on different devices.

    Examples
    --------
    >>> import numpy as np
    >>> xp = array_module(np.zeros(3), None, 2.0)
    >>> xp.__name__
    'numpy'
    """
    for position, value in enumerate(arrays):
        named[f"argument {position}"] = value
    return common_module("array_module", named)


def common_module(op: str, named: dict[str, Any]) -> Any:
    """Do the work of ``array_module`` in the name of another function, ``op``."""
    first: tuple[str, _Home] | None = None
    for name, value in named.items():
        if value is None or isinstance(value, bool | int | float | np.generic):
            continue
        home = _home_of(value)
        if home is None:
            raise DTypeError(
                op,
                received=f"{name} as {describe(value)}",
                expected="a NumPy or CuPy array",
                fix=f"Make it one with numpy.asarray({name})"
                if name.isidentifier()
                else "Make it one with numpy.asarray",
            )
        if first is None:
            first = name, home
        elif home is not first[1]:
            raise DeviceError(
                op,
                received=f"{first[0]} on {first[1].device} and {name} on {home.device}",
                expected="all arrays on the same device",
                fix="Move one with cnnkit.backend.to_device",
            )
    return np if first is None else first[1].module


def _home_of(value: Any) -> _Home | None:
    if isinstance(value, np.ndarray):
        return _CPU
    for home in _HOMES:
        if isinstance(value, home.kind):
            return home
    cupy = sys.modules.get("cupy")  # somebody else may have imported it
    if cupy is not None and isinstance(value, cupy.ndarray):
        register_array_module(cupy.ndarray, cupy, "gpu")
        return _HOMES[-1]
    return None


def device_of(x: Array) -> str:
    """Name the device on which an array lies, as ``to_device`` spells it.

    Examples
    --------
    >>> import numpy as np
    >>> device_of(np.zeros(3))
    'cpu'
    """
    home = _home_of(x)
    if home is None:
        raise DTypeError(
            "device_of",
            received=describe(x),
            expected="a NumPy or CuPy array",
            fix="Make it one with numpy.asarray",
        )
    return home.device


def to_device(x: Any, device: str) -> Any:
    """Move an array to a device; an array that is there already is returned as it is.

    Parameters
    ----------
    x
        An array of any shape.
    device
        ``"cpu"`` or ``"gpu"``.

    Raises
    ------
    DeviceError
        When ``"gpu"`` is asked for and none can be used.

    Examples
    --------
    >>> import numpy as np
    >>> to_device(np.arange(3), "cpu")
    array([0, 1, 2])
    """
    home = _home_named("to_device", device)
    if isinstance(x, home.kind):
        return x
    host = to_numpy(x)
    return host if home is _CPU else home.module.asarray(host)


def to_numpy(x: Any) -> np.ndarray:
    """Bring an array to the CPU, as a NumPy array.

    Examples
    --------
    >>> import numpy as np
    >>> to_numpy(np.ones(2))
    array([1., 1.])
    """
    home = _home_of(x)
    if home is None or home is _CPU:
        return np.asarray(x)
    return home.module.asnumpy(x)


def block_of(x: Any) -> tuple[int, int]:
    """Find the block of memory that an array is cut from, on whatever device it lies.

    A slice or a reshaped array has no numbers of its own: as long as it is kept, the whole array
    that it shows a part of stays in memory.

    Returns
    -------
    (address, bytes): where the block begins, and its size.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.zeros((4, 4), np.float32)
    >>> block_of(x[1:, ::2]) == block_of(x), block_of(x[0])[1]
    (True, 64)
    """
    base = x.base
    while base is not None:  # NumPy puts objects that are no arrays in between
        x = base if _home_of(base) is not None else x
        base = getattr(base, "base", None)
    pointer = getattr(x.data, "ptr", None)  # CuPy's
    return int(x.ctypes.data if pointer is None else pointer), int(x.nbytes)


def gpu_is_available() -> bool:
    """Tell whether CuPy is installed and finds a GPU to compute on."""
    cupy = _import_cupy()
    try:
        return cupy is not None and bool(cupy.cuda.is_available())
    except Exception:  # a broken driver raises errors of CUDA's own; then there is no GPU
        return False


def default_device() -> str:
    """Return what ``device=None`` means: ``"cpu"``, or the environment's ``CNNKIT_DEVICE``.

    Examples
    --------
    >>> default_device() in ("cpu", "gpu")
    True
    """
    device = os.environ.get("CNNKIT_DEVICE", "").strip().lower() or "cpu"
    if device not in ("cpu", "gpu"):
        raise ParameterError(
            "default_device",
            received=f"CNNKIT_DEVICE={device!r}",
            expected="'cpu' or 'gpu'",
            fix="Correct or unset the environment variable CNNKIT_DEVICE",
        )
    return device


def synchronize(device: str | None = None) -> None:
    """Wait until the device has finished what was asked of it.

    A GPU works on while Python goes on: without this wait a clock measures only how fast the
    work was ordered. On the CPU there is nothing to wait for.
    """
    home = _home_named("synchronize", default_device() if device is None else device)
    if home.device == "gpu":
        home.module.cuda.get_current_stream().synchronize()


def _home_named(op: str, device: str) -> _Home:
    for home in _HOMES:
        if home.device == device:
            return home
    if device != "gpu":
        raise ParameterError(
            op,
            received=f"device={device!r}",
            expected="'cpu' or 'gpu'",
            fix="Choose one of the two",
        )
    cupy = _import_cupy()
    if cupy is None:
        raise DeviceError(
            op,
            received="device='gpu', but CuPy is not installed",
            expected="CuPy and a CUDA device",
            fix="Install the extra 'cnnkit[gpu]', or use device='cpu'",
        )
    if not gpu_is_available():
        raise DeviceError(
            op,
            received="device='gpu', but CuPy finds no CUDA device",
            expected="a CUDA device and its driver",
            fix="Check that nvidia-smi lists a GPU, or use device='cpu'",
        )
    register_array_module(cupy.ndarray, cupy, "gpu")
    return _HOMES[-1]


def _import_cupy() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # CuPy warns about toolkits it cannot find
        try:
            import cupy  # type: ignore[import-not-found]
        except Exception:  # not installed, or installed and broken: either way unusable
            return None
    return cupy
