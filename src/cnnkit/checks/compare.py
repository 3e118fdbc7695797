"""Whether an answer is the expected one, and if not, where it first differs.

Answers are *trees*: None, bool, int, float, str, list, tuple, dict and arrays. `to_tree` makes one
out of what a student's code returned; `difference` compares two.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

ITERATOR_LIMIT = 10_000
NUMBER_KINDS = "biuf"


class NotATree(TypeError):
    """What was returned cannot be compared: the message names its type."""


@dataclass(frozen=True)
class Difference:
    """How an answer differs. ``kind`` is type, length, keys, shape, not-finite or value."""

    kind: str
    message: str
    got_shape: tuple[int, ...] | None = None
    expected_shape: tuple[int, ...] | None = None
    index: tuple[int, ...] | None = None
    got: float | None = None
    expected: float | None = None
    wrong: int = 0


def to_tree(value: Any, depth: int = 0) -> Any:
    """Return a plain copy of ``value``, or raise `NotATree`.

    Arrays are copied into plain NumPy arrays (a device array is fetched), NumPy scalars become
    Python's, and iterators are read to a limit.

    >>> to_tree((np.float64(0.5), [np.int64(2)]))
    (0.5, [2])
    """
    if depth > 20:
        raise NotATree("lists nested more than 20 deep")
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if isinstance(value, np.generic):
        return to_tree(value.item(), depth + 1)
    if isinstance(value, np.ndarray):
        return _plain_array(np.array(value, copy=True, subok=False))
    if kind.__module__.partition(".")[0] == "cupy" and hasattr(value, "get"):
        return _plain_array(value.get())
    if isinstance(value, (list, tuple)):
        items = [to_tree(item, depth + 1) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {str(key): to_tree(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (Iterator, range)):
        items = list(itertools.islice(value, ITERATOR_LIMIT + 1))
        if len(items) > ITERATOR_LIMIT:
            raise NotATree(f"an iterator with more than {ITERATOR_LIMIT} items")
        return [to_tree(item, depth + 1) for item in items]
    raise NotATree(f"an object of type {kind.__name__}")


def _plain_array(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind not in NUMBER_KINDS + "c":
        raise NotATree(f"an array of dtype {array.dtype}")
    return array


def difference(got: Any, expected: Any, rtol: float = 1e-4) -> Difference | None:
    """Return how ``got`` differs from ``expected``, or None when it does not.

    Numbers agree when they differ by at most ``rtol`` times the largest expected magnitude (at
    least 1e-6). A list of numbers is as good as an array, a list as good as a tuple, and the dtype
    is free: what counts is the values.

    >>> difference([1, 2], np.array([1.0, 2.0])) is None
    True
    >>> difference(np.array([1.0, 2.5]), np.array([1.0, 2.0])).index
    (1,)
    """
    if expected is None or isinstance(expected, (str, bool)):
        same = type(got) is type(expected) and got == expected
        return None if same else _type_or_value(got, expected)
    if isinstance(expected, (int, float, np.ndarray)):
        return _array_difference(got, np.asarray(expected), rtol)
    if isinstance(expected, dict):
        return _dict_difference(got, expected, rtol)
    if not isinstance(got, (list, tuple)):
        return Difference(
            "type", f"we expected {len(expected)} values, and got {describe(got)}", shape_of(got)
        )
    if len(got) != len(expected):
        return Difference(
            "length", f"we expected {len(expected)} values, and got {len(got)}", (len(got),)
        )
    for position, (item, wanted) in enumerate(zip(got, expected, strict=True)):
        found = difference(item, wanted, rtol)
        if found:
            return _prefixed(found, f"value {position + 1} of {len(expected)}: ")
    return None


def type_difference(got: Any, expected: Any) -> str:
    """Return in which type equal numbers came and should have come; nothing where it is the same.

    A whole number may be of any whole type, an array of numbers must have the very type.

    >>> type_difference(4.0, 4)
    'the numbers are right, but of type float64: we expected whole numbers'
    """
    came, wanted = np.asarray(got).dtype, np.asarray(expected).dtype
    if isinstance(expected, np.ndarray):
        same, name = came == wanted, f"type {wanted}"
    else:
        same, name = came.kind == wanted.kind, "whole numbers" if wanted.kind == "i" else "floats"
    return "" if same else f"the numbers are right, but of type {came}: we expected {name}"


def describe(value: Any) -> str:
    """Return a few words for ``value``: ``an array of shape (2, 3)``, ``None``, ``a str``."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (bool, int, float)):
        return f"the number {value!r}"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)} values"
    return f"a {type(value).__name__}"


def shape_of(value: Any) -> tuple[int, ...] | None:
    """Return the shape of an array or of a regular list of numbers, else None."""
    array = _as_numbers(value)
    return None if array is None else array.shape


def _as_numbers(value: Any) -> np.ndarray | None:
    if isinstance(value, str) or value is None or isinstance(value, dict):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return None
    return array if array.dtype.kind in NUMBER_KINDS + "c" else None


def _array_difference(got: Any, expected: np.ndarray, rtol: float) -> Difference | None:
    array = _as_numbers(got)
    wanted = "a number" if expected.ndim == 0 else f"an array of shape {expected.shape}"
    if array is None:
        return Difference("type", f"we expected {wanted}, and got {describe(got)}")
    shapes: dict[str, Any] = {"got_shape": array.shape, "expected_shape": expected.shape}
    if array.dtype.kind == "c":
        return Difference("type", "the numbers are complex: we expected real ones", **shapes)
    if array.shape != expected.shape:
        message = f"the shape is {array.shape}, and should be {expected.shape}"
        return Difference("shape", message, **shapes)
    array = array.astype(np.float64)
    expected = expected.astype(np.float64)
    finite = expected[np.isfinite(expected)]
    scale = max(float(np.abs(finite).max()) if finite.size else 0.0, 1e-6)
    with np.errstate(invalid="ignore", over="ignore"):
        close = np.abs(array - expected) <= rtol * scale
    close |= (array == expected) | (np.isnan(array) & np.isnan(expected))
    if close.all():
        return None
    index = tuple(int(i) for i in np.unravel_index(int(np.argmin(close)), close.shape))
    wrong = int((~close).sum())
    first, should = float(array[index]), float(expected[index])
    kind = "not-finite" if not np.isfinite(first) else "value"
    place = f"at index {list(index)} " if index else ""
    message = f"{place}we got {first:.6g}, and should have {should:.6g}"
    if wrong > 1:
        message += f" ({wrong} of {expected.size} values are wrong)"
    return Difference(kind, message, index=index, got=first, expected=should, wrong=wrong, **shapes)


def _dict_difference(got: Any, expected: dict, rtol: float) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", f"we expected a dict, and got {describe(got)}")
    if set(got) != set(expected):
        return Difference("keys", f"the keys are {sorted(got)}, and should be {sorted(expected)}")
    for key, wanted in expected.items():
        found = difference(got[key], wanted, rtol)
        if found:
            return _prefixed(found, f"{key}: ")
    return None


def _prefixed(found: Difference, prefix: str) -> Difference:
    return Difference(**{**vars(found), "message": prefix + found.message})


def _type_or_value(got: Any, expected: Any) -> Difference:
    if type(got) is type(expected):
        return Difference("value", f"we got {got!r}, and should have {expected!r}")
    return Difference("type", f"we expected {expected!r}, and got {describe(got)}")
