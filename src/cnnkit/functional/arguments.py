"""What every op asks of its arguments, and the words in which it complains.

Numbers: float32 stays float32, float64 stays float64, the two together give float64. Integers,
booleans and float16 become float32, so that sums of pixels cannot wrap around. Infinities and
NaN pass through silently, as IEEE 754 has it; no op warns about them.
"""

from typing import Any

import numpy as np

from cnnkit.backend import Array, common_module
from cnnkit.errors import DTypeError, ParameterError, ShapeError, describe
from cnnkit.functional.geometry import whole

quiet = np.errstate(over="ignore", invalid="ignore", divide="ignore")
"""Decorator: infinities and NaN pass through an op without a warning."""


def operands(op: str, optional: tuple[str, ...] = (), **named: Any) -> tuple[Any, ...]:
    """Return the arrays' module and the arrays themselves, all of one floating type.

    Parameters
    ----------
    op
        The function that asks; errors begin with its name.
    optional
        Names that may be ``None``.
    named
        The arrays by the names that the user knows.

    Returns
    -------
    ``(xp, *arrays)``, in the order given.

    Examples
    --------
    >>> xp, x, b = operands("relu", ("b",), x=np.zeros(3, np.uint8), b=None)
    >>> x.dtype, b
    (dtype('float32'), None)
    """
    xp = arrays(op, optional, **named)[0]
    given = [value for value in named.values() if value is not None]
    double = any(value.dtype.kind == "f" and value.dtype.itemsize > 4 for value in given)
    dtype = xp.float64 if double else xp.float32
    return xp, *(v if v is None else xp.asarray(v, dtype=dtype) for v in named.values())


def arrays(op: str, optional: tuple[str, ...] = (), **named: Any) -> tuple[Any, ...]:
    """Return the arrays' module and the arrays, with whatever numbers they hold."""
    xp = common_module(op, named)
    for name, value in named.items():
        if not hasattr(value, "ndim") and not (value is None and name in optional):
            raise DTypeError(
                op,
                received=f"{name} as {describe(value)}",
                expected="a NumPy or CuPy array",
                fix=f"Make it one with numpy.asarray({name})",
            )
        if value is not None and value.dtype.kind not in "fiub":
            raise DTypeError(
                op,
                received=f"{name} of dtype {value.dtype}",
                expected="real numbers",
                fix=f"Convert it: {name}.astype('float32')",
            )
    return xp, *(v if v is None else xp.asarray(v) for v in named.values())


def require_axes(op: str, axes: str, **named: Array) -> None:
    """Check the number of axes of an array, and that only the batch may be empty.

    Parameters
    ----------
    axes
        The letters, for instance ``"N C H W"``; an axis called N may have size 0.
    named
        One array by its name.
    """
    letters = axes.split()
    for name, array in named.items():
        if array.ndim != len(letters):
            raise ShapeError(
                op,
                received=f"{name} of shape {array.shape}",
                expected=f"{name} of shape ({', '.join(letters)}{',' * (len(letters) == 1)})",
                fix=_advice(name, array.ndim, letters),
            )
        require_elements(op, letters, name, array)


def require_elements(op: str, letters: list[str], name: str, array: Array) -> None:
    """Check that no axis but N is empty."""
    for letter, size in zip(letters, array.shape, strict=False):
        if size == 0 and letter != "N":
            raise ShapeError(
                op,
                received=f"{name} of shape {array.shape}",
                expected=f"at least one element along {letter}",
                fix=f"Check how {name} was made or cut",
            )


def _advice(name: str, ndim: int, letters: list[str]) -> str:
    missing = len(letters) - ndim
    if letters[0] == "N" and missing == 1:
        return f"Add the batch axis: {name}[None]"
    if letters == ["N", "C", "H", "W"] and missing == 2:
        return f"Add the batch and channel axes: {name}[None, None]"
    if letters == ["N", "D"] and ndim > 2:
        return f"Flatten it first: flatten({name})"
    return f"Give {name} {len(letters)} {'axis' if len(letters) == 1 else 'axes'}"


def require_shape(op: str, name: str, array: Array, shape: tuple[int, ...], reason: str) -> None:
    """Check that an array has exactly this shape; ``reason`` says where the shape comes from."""
    if array.shape != tuple(shape):
        raise ShapeError(
            op,
            received=f"{name} of shape {array.shape}",
            expected=f"{name} of shape {tuple(shape)}, {reason}",
            fix=f"Check where {name} comes from",
        )


def require_rng(op: str, rng: Any) -> None:
    """Check that ``rng`` is a generator, so that runs can be repeated."""
    if not isinstance(rng, np.random.Generator):
        raise DTypeError(
            op,
            received=f"rng as {describe(rng)}",
            expected="a numpy.random.Generator",
            fix="Make one with numpy.random.default_rng(seed)",
        )


def require_image_shape(op: str, shape: Any) -> tuple[int, int, int, int]:
    """Check a shape that was given instead of an array."""
    if not isinstance(shape, tuple | list) or len(shape) != 4:
        raise ParameterError(
            op,
            received=f"shape = {shape!r}",
            expected="(N, C, H, W)",
            fix="Give x.shape",
        )
    n, c, h, w = (whole(op, "shape", size, least=int(axis > 0)) for axis, size in enumerate(shape))
    return n, c, h, w
