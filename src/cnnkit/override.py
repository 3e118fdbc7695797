"""Which function a layer calls: the library's, or your own inside a ``with`` block.

Every layer asks `resolve` for its function by name at each call. ``with override(conv2d=mine):``
makes every convolution of every network run your function, and a result of the wrong shape, type
or kind is an error that names it. Only the named function changes: with ``conv2d`` swapped, the
backward pass stays the library's unless ``conv2d_backward`` is swapped too.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import prod
from typing import Any

import cnnkit.functional as functional
from cnnkit.backend import array_module, device_of
from cnnkit.errors import (
    DeviceError,
    DTypeError,
    NonFiniteError,
    ParameterError,
    ShapeError,
    describe,
)
from cnnkit.functional.geometry import pair, transposed_output_size
from cnnkit.functional.window import Window, resolve_padding

_active: ContextVar[dict[str, Callable[..., Any]]] = ContextVar("cnnkit.override")


@contextmanager
def override(**functions: Callable[..., Any]) -> Iterator[None]:
    """Let layers call your functions inside a ``with`` block.

    Blocks nest: the inner one wins for the names it gives, and leaving a block, also by an error,
    restores what was before. Other threads are not affected.

    Parameters
    ----------
    functions
        Your function by the name of the library's: ``conv2d=my_conv2d``. It takes the same
        arguments; it may lack settings that the network does not use, such as ``groups``.

    Raises
    ------
    ParameterError
        For a name that no layer calls.
    DTypeError
        For something that cannot be called.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnkit.layers import ReLU
    >>> def clipped(x):
    ...     return np.clip(x, 0, 1)
    >>> with override(relu=clipped):
    ...     print(ReLU()(np.array([[-3.0, 0.5, 3.0]])))
    [[0.  0.5 1. ]]
    """
    for name, function in functions.items():
        if name not in NAMES:
            raise ParameterError(
                "override",
                received=f"the name {name}",
                expected=f"a function that layers call: {', '.join(NAMES)}",
                fix=f"Write it as the library does, such as override(conv2d={name})",
            )
        if not callable(function):
            raise DTypeError(
                "override",
                received=f"{name} = {describe(function)}",
                expected="a function",
                fix="Give the function itself, without calling it",
            )
    token = _active.set({**_active.get({}), **functions})
    try:
        yield
    finally:
        _active.reset(token)


def resolve(name: str) -> Callable[..., Any]:
    """Return the function that layers call under this name now.

    Examples
    --------
    >>> resolve("relu").__name__
    'relu'
    """
    function = _active.get({}).get(name)
    return getattr(functional, name) if function is None else _Checked(name, function)


class _Checked:
    """A function in the place of the library's, whose answers are looked at."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name, self.function = name, function
        own = getattr(function, "__name__", type(function).__name__)
        self.who = f"{own} (in the place of {name})"

    def __call__(self, *args: Any, **settings: Any) -> Any:
        result = self.function(*args, **self._taken(settings))
        expected = _RESULTS[self.name](*args, **settings)
        if not expected:
            return self._number(result)
        arrays = [a for a in args if hasattr(a, "dtype")]
        if len(expected) == 1:
            ((what, shape),) = expected.items()
            return self._array(result, what, shape, arrays)
        names = ", ".join(expected)
        if not isinstance(result, tuple | list) or len(result) != len(expected):
            several = isinstance(result, tuple | list)
            raise ShapeError(
                self.who,
                received=f"{len(result)} values" if several else describe(result),
                expected=f"the {len(expected)} values {names}",
                fix=f"End the function with: return {names}",
            )
        return tuple(
            value if shape is None else self._array(value, what, shape, arrays)
            for value, (what, shape) in zip(result, expected.items(), strict=True)
        )

    def _taken(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Leave out settings that the function does not take, if they say what is usual."""
        taken = _parameters(self.function)
        if taken is None:
            return settings
        usual = _parameters(getattr(functional, self.name)) or {}
        for name, value in settings.items():
            if name not in taken and value != usual.get(name):
                raise ParameterError(
                    self.who,
                    received=f"{name}={value!r} from the layer",
                    expected=f"only {', '.join(taken)}, which is what it takes",
                    fix=f"Give it the argument {name}, or use a layer that does not need it",
                )
        return {name: value for name, value in settings.items() if name in taken}

    def _array(self, value: Any, what: str, shape: Sequence[int], arrays: list[Any]) -> Any:
        shape = tuple(shape)
        if not hasattr(value, "dtype") or not hasattr(value, "shape"):
            raise DTypeError(
                self.who,
                received=f"{what} = {describe(value)}",
                expected=f"an array of shape {shape}",
                fix="Look whether a return is missing" if value is None else "Return an array",
            )
        if tuple(value.shape) != shape:
            raise ShapeError(
                self.who,
                received=f"{what} of shape {tuple(value.shape)}",
                expected=f"shape {shape}",
                fix="Try the function alone on a small input whose height and width differ",
            )
        if value.dtype.kind not in "biuf":
            raise DTypeError(
                self.who,
                received=f"{what} of dtype {value.dtype}",
                expected="real numbers",
                fix="Take .real at the end, if the imaginary part is rounding only"
                if value.dtype.kind == "c"
                else "Make the output with a floating-point dtype",
            )
        if device_of(value) != device_of(arrays[0]):
            raise DeviceError(
                self.who,
                received=f"{what} on {device_of(value)} from inputs on {device_of(arrays[0])}",
                expected="all arrays on the same device",
                fix="Make new arrays with xp = array_module(x), not with np",
            )
        xp = array_module(value)
        if not _finite(xp, value) and all(_finite(xp, a) for a in arrays):
            raise NonFiniteError(
                self.who,
                received=f"{what} with infinite values or NaN from finite inputs",
                expected="finite numbers",
                fix="Look for a division by zero, an overflow or an output never written",
            )
        if value.dtype.kind == "b":
            return value
        return value.astype(xp.result_type(*(a.dtype for a in arrays if a.dtype.kind == "f")))

    def _number(self, value: Any) -> float:
        try:
            return float(value)
        except (TypeError, ValueError):
            raise DTypeError(
                self.who,
                received=describe(value),
                expected="one number, the loss",
                fix="Return the mean over the batch",
            ) from None


def _finite(xp: Any, array: Any) -> bool:
    return array.dtype.kind in "biu" or bool(xp.isfinite(array).all())


@cache
def _parameters(function: Callable[..., Any]) -> dict[str, Any] | None:
    """Return the function's parameters and their defaults; None if it takes anything."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
        return None
    return {name: p.default for name, p in parameters.items()}


# What each function returns, by name and shape, for given arguments. An empty dict is one number;
# a shape of None is not looked at.

Shapes = dict[str, Any]


def _same(x: Any, *args: Any, **settings: Any) -> Shapes:
    return {"y": x.shape}


def _like_input(dy: Any, x: Any, *args: Any, **settings: Any) -> Shapes:
    return {"dx": x.shape}


def _like_upstream(dy: Any, *args: Any, **settings: Any) -> Shapes:
    return {"dx": dy.shape}


def _like_logits(z: Any, *args: Any, **settings: Any) -> Shapes:
    return {"dz": z.shape}


def _number(*args: Any, **settings: Any) -> Shapes:
    return {}


def _windowed(op: str, x: Any, k: Any, channels: int, geometry: dict[str, Any]) -> Shapes:
    wanted = {
        name: geometry[name] for name in ("stride", "padding", "dilation") if name in geometry
    }
    return {"y": (len(x), channels, *Window.over(op, x.shape[2:], k, **wanted).places)}


def _conv2d(x: Any, w: Any, b: Any = None, **geometry: Any) -> Shapes:
    return _windowed("conv2d", x, w.shape[2:], len(w), geometry)


def _conv1d(x: Any, w: Any, b: Any = None, **geometry: Any) -> Shapes:
    along = dict(geometry)
    for name in ("stride", "dilation"):
        along[name] = (1, geometry.get(name, 1))
    padding = geometry.get("padding", 0)
    if not isinstance(padding, str):
        along["padding"] = (*pair(padding, "padding", op="conv1d"), 0, 0)
    n, f, _, places = _windowed("conv1d", x[:, :, None], (1, w.shape[2]), len(w), along)["y"]
    return {"y": (n, f, places)}


def _conv_transpose2d(y: Any, w: Any, b: Any = None, **geometry: Any) -> Shapes:
    sizes = {
        name: pair(geometry.get(name, usual), name, op="conv_transpose2d")
        for name, usual in (("stride", 1), ("output_padding", 0), ("dilation", 1))
    }
    k = tuple(w.shape[2:])
    frame = resolve_padding(
        "conv_transpose2d", geometry.get("padding", 0), (0, 0), k, sizes["stride"], (1, 1)
    )
    rows, columns = (
        transposed_output_size(
            y.shape[2 + axis],
            k[axis],
            sizes["stride"][axis],
            before_and_after,  # type: ignore[arg-type]
            sizes["output_padding"][axis],
            sizes["dilation"][axis],
        )
        for axis, before_and_after in enumerate((frame[2:], frame[:2]))
    )
    return {"x": (len(y), w.shape[1] * geometry.get("groups", 1), rows, columns)}


def _flatten(x: Any) -> Shapes:
    return {"y": (len(x), prod(x.shape[1:]))}


def _pad2d(x: Any, padding: Any, mode: str = "zero") -> Shapes:
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    return {"y": (*x.shape[:-2], x.shape[-2] + top + bottom, x.shape[-1] + left + right)}


def _pad2d_backward(dy: Any, padding: Any, mode: str = "zero") -> Shapes:
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    return {"dx": (*dy.shape[:-2], dy.shape[-2] - top - bottom, dy.shape[-1] - left - right)}


def _pool2d(x: Any, k: Any, stride: Any = None, padding: Any = 0, **settings: Any) -> Shapes:
    geometry = {"stride": k if stride is None else stride, "padding": padding}
    return _windowed("pool2d", x, k, x.shape[1], geometry)


def _stochastic_pool2d(x: Any, k: Any, rng: Any, stride: Any = None) -> Shapes:
    return {**_pool2d(x, k, stride), "picks": None}


def _stochastic_pool2d_backward(dy: Any, picks: Any, shape: Any, *args: Any, **s: Any) -> Shapes:
    return {"dx": shape}


def _global_pool2d(x: Any, mode: str = "avg") -> Shapes:
    return {"y": x.shape[:2]}


def _grouped_channels(x: Any, groups: int, **settings: Any) -> Shapes:
    return {"y": (len(x), groups, *x.shape[2:])}


def _filters(dy: Any, x: Any, w: Any, **geometry: Any) -> Shapes:
    return {"dx": x.shape, "dw": w.shape, "db": (len(w),)}


def _transposed_filters(dx: Any, y: Any, w: Any, **geometry: Any) -> Shapes:
    channels = w.shape[1] * geometry.get("groups", 1)
    return {"dy": y.shape, "dw": w.shape, "db": (channels,)}


def _linear(x: Any, w: Any, b: Any = None) -> Shapes:
    return {"y": (*x.shape[:-1], w.shape[1])}


def _linear_backward(dy: Any, x: Any, w: Any) -> Shapes:
    return {"dx": x.shape, "dw": w.shape, "db": (w.shape[1],)}


def _batch_norm(x: Any, gamma: Any, *args: Any, **settings: Any) -> Shapes:
    return {"y": x.shape, "running_mean": gamma.shape, "running_var": gamma.shape}


def _batch_norm_backward(dy: Any, x: Any, gamma: Any, *args: Any, **settings: Any) -> Shapes:
    return {"dx": x.shape, "dgamma": gamma.shape, "dbeta": gamma.shape}


def _dropout(x: Any, *args: Any, **settings: Any) -> Shapes:
    return {"y": x.shape, "mask": None}


_RESULTS: dict[str, Callable[..., Shapes]] = {
    "conv1d": _conv1d,
    "conv1d_backward": _filters,
    "conv2d": _conv2d,
    "conv2d_backward": _filters,
    "conv_transpose2d": _conv_transpose2d,
    "conv_transpose2d_backward": _transposed_filters,
    "flatten": _flatten,
    "pad2d": _pad2d,
    "pad2d_backward": _pad2d_backward,
    "linear": _linear,
    "linear_backward": _linear_backward,
    "stochastic_pool2d": _stochastic_pool2d,
    "stochastic_pool2d_backward": _stochastic_pool2d_backward,
    "global_pool2d": _global_pool2d,
    "cross_channel_max_pool": _grouped_channels,
    "maxout": _grouped_channels,
    "batch_norm": _batch_norm,
    "batch_norm_backward": _batch_norm_backward,
    "spatial_batch_norm": _batch_norm,
    "spatial_batch_norm_backward": _batch_norm_backward,
    "dropout": _dropout,
    "dropout_backward": _like_upstream,
    **dict.fromkeys(("max_pool2d", "avg_pool2d", "sum_pool2d"), _pool2d),
    **dict.fromkeys(("relu", "leaky_relu", "sigmoid", "tanh"), _same),
    **dict.fromkeys(("softmax", "log_softmax", "local_response_norm"), _same),
    **dict.fromkeys(("softmax_cross_entropy", "svm_loss", "mean_squared_error"), _number),
}
for _name in [name for name in _RESULTS if not name.endswith("_backward")]:
    _gradient = _like_logits if _RESULTS[_name] is _number else _like_input
    _RESULTS.setdefault(f"{_name}_backward", _gradient)

NAMES = tuple(sorted(_RESULTS))
"""The functions that layers and `cnnkit.training.fit` call, each of which can be overridden."""
