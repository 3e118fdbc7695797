"""Errors that say what came, what was expected, and what to do about it.

Every error that the library raises on purpose is built here, from the same three parts, so that
a message always reads the same way: ``conv2d: received ... . Expected ... . Do ... .``
"""

from typing import Any


class CNNKitError(Exception):
    """Base class: catch it to catch every error that the library raises on purpose.

    Parameters
    ----------
    what
        Where it happened, for instance the name of the function.
    received, expected
        Phrases that complete "received ..." and "Expected ...", without a full stop.
    fix
        A short instruction, without a full stop.

    Examples
    --------
    >>> error = ShapeError(
    ...     "conv2d",
    ...     received="x of shape (8, 8)",
    ...     expected="x of shape (N, C, H, W)",
    ...     fix="Add the two missing axes: x[None, None]",
    ... )
    >>> print(error)
    conv2d: received x of shape (8, 8). Expected x of shape (N, C, H, W). Add the two missing
    axes: x[None, None].
    >>> isinstance(error, ValueError)
    True
    """

    def __init__(self, what: str, *, received: str, expected: str, fix: str) -> None:
        self.what = what
        self.received = received
        self.expected = expected
        self.fix = fix
        super().__init__(f"{what}: received {received}. Expected {expected}. {fix}.")

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions pickle their positional arguments only; ours are keywords.
        return _rebuild, (type(self), self.what, self.received, self.expected, self.fix)


def _rebuild(kind: type[CNNKitError], what: str, received: str, expected: str, fix: str) -> Any:
    return kind(what, received=received, expected=expected, fix=fix)


class ShapeError(CNNKitError, ValueError):
    """An array has the wrong number of axes or the wrong size along one."""


class DTypeError(CNNKitError, TypeError):
    """A value is not an array, or an array holds the wrong kind of numbers."""


class DeviceError(CNNKitError, TypeError):
    """Arrays lie on different devices, or a device is not there."""


class ParameterError(CNNKitError, ValueError):
    """A setting, such as a stride, a probability or a name, has no meaning here."""


class DataError(CNNKitError, OSError):
    """A data file is missing, damaged, or cannot be fetched."""


class NonFiniteError(CNNKitError, ArithmeticError):
    """A number that should be finite is infinite or not a number."""


def describe(value: Any) -> str:
    """Name a value in a few words, for the "received" part of an error.

    Examples
    --------
    >>> import numpy as np
    >>> describe(np.zeros((2, 3))), describe([1, 2]), describe(None), describe(0.5)
    ('an array of shape (2, 3) and dtype float64', 'a list', 'None', '0.5')
    """
    if hasattr(value, "shape") and hasattr(value, "dtype") and getattr(value, "ndim", 0):
        return f"an array of shape {tuple(value.shape)} and dtype {value.dtype}"
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()  # 2.0 rather than np.float64(2.0)
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
