"""Trees as bytes: what crosses between the judge and a sandboxed kernel.

A tree is None, bool, int, float, str, list, tuple, dict with string keys, or an array of numbers.
The format is as poor as can be, because the reader must survive anything: eight fixed bytes, the
length of a JSON text, the text, and then the elements of all arrays, in order, little-endian and
row by row. There is no compression, no name, no offset and no code in it. JSON holds scalars as
they are, and everything else as a list that begins with its kind:

    ["l", item, ...]  ["t", item, ...]  ["d", key, value, ...]  ["a", "<f8", [2, 3]]

Every size is checked before anything of that size is made, and a message is read to its last byte
or refused whole. This module is also sent into the sandbox, so it needs nothing but NumPy.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.errors import CNNKitError

MAGIC = b"cnnkit1\n"
DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8")
DTYPES += ("<f2", "<f4", "<f8", "<c8", "<c16")
MOST_AXES = 16
LONGEST_AXIS = 2**31
HEAD = len(MAGIC) + 4


class ProtocolError(CNNKitError, ValueError):
    """A message cannot be written, or what came is not one."""


@dataclass(frozen=True)
class Limits:
    """How large a message may be.

    Parameters
    ----------
    size
        All bytes together.
    text
        The JSON part, in bytes; it takes about 25 times as much memory once it is read.
    nodes
        Values of all kinds, arrays counted once each.
    depth
        How deeply lists may be nested.
    characters
        Number of strings times the length of the longest: NumPy pads strings to equal length.
    """

    size: int = 32 * 2**20
    text: int = 4 * 2**20
    nodes: int = 300_000
    depth: int = 32
    characters: int = 2**21


def encode(tree: Any, limits: Limits | None = None) -> bytes:
    """Return a tree as bytes.

    Arrays of any memory layout are written row by row; long doubles are shortened to 64 bits.

    Raises
    ------
    ProtocolError
        For a value that is not a tree, or one beyond the limits.

    Examples
    --------
    >>> message = encode({"y": np.arange(6.0).reshape(2, 3), "k": (1, None)})
    >>> decode(message)["y"].shape, decode(message)["k"]
    ((2, 3), (1, None))
    """
    writer = _Writer(limits or Limits())
    text = json.dumps(writer.write(tree), separators=(",", ":")).encode("ascii")
    writer.limits_hold(len(text))
    if len(text) > writer.limits.text:
        raise _refused(f"a text of {len(text)} bytes", f"at most {writer.limits.text}")
    return b"".join([MAGIC, len(text).to_bytes(4, "little"), text, *writer.blocks])


def decode(data: bytes, limits: Limits | None = None) -> Any:
    """Return the tree that ``data`` holds. Whatever ``data`` is, nothing but `ProtocolError` comes.

    Arrays come back as new ones that own their memory; no more is taken than the message is long.

    Raises
    ------
    ProtocolError
        If it is not a message of `encode`, not a whole one, or beyond the limits.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise _refused(f"{len(data)} bytes", f"at most {limits.size}")
    if data[: len(MAGIC)] != MAGIC or len(data) < HEAD:
        raise _refused("bytes that do not begin like a message", f"{MAGIC!r} and a length")
    length = int.from_bytes(data[len(MAGIC) : HEAD], "little")
    if length > min(limits.text, len(data) - HEAD):
        raise _refused(f"a text of {length} bytes", f"at most {limits.text}, and all of it there")
    reader = _Reader(limits, memoryview(data)[HEAD + length :])
    try:
        tree = reader.read(json.loads(data[HEAD : HEAD + length].decode("ascii")))
    except ProtocolError:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as problem:
        raise _refused(f"an unreadable text ({type(problem).__name__})", "JSON") from None
    if reader.rest:
        raise _refused(f"{len(reader.rest)} bytes too many", "the end after the last array")
    return tree


def _refused(received: str, expected: str) -> ProtocolError:
    return ProtocolError(
        "message",
        received=received,
        expected=expected,
        fix="Return numbers, arrays, or lists, tuples and dicts of them",
    )


class _Counter:
    """Counts what has been seen and stops at the limits."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.nodes = self.strings = self.longest = 0

    def count(self, depth: int) -> None:
        """Count one value."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise _refused(f"more than {self.limits.nodes} values", "fewer; large data in arrays")
        if depth > self.limits.depth:
            raise _refused(f"lists nested more than {self.limits.depth} deep", "flatter ones")

    def check_text(self, text: str) -> None:
        """Refuse half characters, and strings that would take much room side by side."""
        self.strings += 1
        self.longest = max(self.longest, len(text))
        if self.strings * self.longest > self.limits.characters:
            raise _refused("too long or too many strings", "short ones")
        if not text.isascii():
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                raise _refused("a string with half a character in it", "whole text") from None

    @staticmethod
    def check_whole(number: int) -> None:
        """Refuse whole numbers that no array could hold."""
        if not -(2**63) <= number < 2**64:
            raise _refused("a whole number of more than 64 bits", "a smaller one")


class _Writer(_Counter):
    """Turns a tree into what JSON can say, and collects the arrays."""

    def __init__(self, limits: Limits):
        super().__init__(limits)
        self.blocks: list[bytes] = []
        self.size = 0

    def write(self, value: Any, depth: int = 0) -> Any:
        self.count(depth)
        kind = type(value)
        if value is None or kind in (bool, float):
            return value
        if kind is int:
            self.check_whole(value)
            return value
        if kind is str:
            self.check_text(value)
            return value
        if kind in (list, tuple):
            items = (self.write(item, depth + 1) for item in value)
            return ["l" if kind is list else "t", *items]
        if kind is dict:
            pairs = []
            for key, item in value.items():
                if type(key) is not str:
                    raise _refused(f"a dict with a key of type {type(key).__name__}", "strings")
                self.check_text(key)
                pairs += [key, self.write(item, depth + 1)]
            return ["d", *pairs]
        if kind is np.ndarray:
            return self.write_array(value)
        raise _refused(f"an object of type {kind.__name__}", "a tree")

    def write_array(self, array: np.ndarray) -> list:
        _check_shape(array.shape)
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype(np.float64)
        elif array.dtype.kind == "c" and array.dtype.itemsize > 16:
            array = array.astype(np.complex128)
        name = array.dtype.newbyteorder("<").str
        if name not in DTYPES:
            raise _refused(f"an array of dtype {array.dtype}", "an array of numbers")
        self.limits_hold(array.nbytes)
        block = np.ascontiguousarray(array, dtype=name).tobytes()
        self.size += len(block)
        self.blocks.append(block)
        return ["a", name, list(array.shape)]

    def limits_hold(self, more: int) -> None:
        """Refuse to grow beyond the limits."""
        size = HEAD + self.size + more
        if size > self.limits.size:
            raise _refused(f"{size} bytes or more", f"at most {self.limits.size}")


class _Reader(_Counter):
    """Turns what JSON said into a tree, taking the arrays off the rest of the message."""

    def __init__(self, limits: Limits, rest: memoryview):
        super().__init__(limits)
        self.rest = rest

    def read(self, node: Any, depth: int = 0) -> Any:
        self.count(depth)
        if node is None or isinstance(node, bool | float):
            return node
        if isinstance(node, int):
            self.check_whole(node)
            return node
        if isinstance(node, str):
            self.check_text(node)
            return node
        kind, *items = node if isinstance(node, list) and node else [None]
        if kind == "l":
            return [self.read(item, depth + 1) for item in items]
        if kind == "t":
            return tuple(self.read(item, depth + 1) for item in items)
        if kind == "d":
            return self.read_dict(items, depth)
        if kind == "a" and len(items) == 2:
            return self.read_array(*items)
        raise _refused("a list without a kind", "one of l, t, d, a at its beginning")

    def read_dict(self, items: list, depth: int) -> dict[str, Any]:
        keys = items[::2]
        if len(items) % 2 or not all(isinstance(key, str) for key in keys):
            raise _refused("a dict that is not made of keys and values", "strings as keys")
        if len(set(keys)) < len(keys):
            raise _refused("a dict with the same key twice", "each key once")
        for key in keys:
            self.check_text(key)
        values = (self.read(item, depth + 1) for item in items[1::2])
        return dict(zip(keys, values, strict=True))

    def read_array(self, name: Any, shape: Any) -> np.ndarray:
        if not isinstance(name, str) or name not in DTYPES:
            raise _refused("an array of an unknown dtype", f"one of {', '.join(DTYPES)}")
        if not isinstance(shape, list) or not all(type(side) is int for side in shape):
            raise _refused("an array without a shape", "a list of whole numbers")
        _check_shape(shape)
        size = math.prod(shape) * np.dtype(name).itemsize
        if size > len(self.rest):
            raise _refused(f"an array of {size} bytes, {len(self.rest)} of them there", "them all")
        block, self.rest = self.rest[:size], self.rest[size:]
        if name == "|b1" and size and int(np.frombuffer(block, np.uint8).max()) > 1:
            raise _refused("truth values that are neither 0 nor 1", "0 and 1")
        return np.frombuffer(block, name).reshape(shape).copy()


def _check_shape(shape: Any) -> None:
    # The product leaves out zeros: an array without elements may still have absurd sides.
    sides = [max(side, 1) for side in shape]
    if len(sides) > MOST_AXES or min(shape, default=0) < 0 or math.prod(sides) > LONGEST_AXIS:
        raise _refused("an array of an impossible shape", f"{MOST_AXES} axes of a sensible size")
