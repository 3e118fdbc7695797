"""Memory that a thread keeps from one convolution to the next.

A new array is not there yet: the operating system hands out its pages, 4096 bytes at a time and
filled with zeros, when they are first touched. That takes longer than many a computation that is
then done on them. So columns and the like are laid into one block that stays.
"""

import math
import threading
from typing import Any

import numpy as np

from cnnkit.backend import Array

KEPT_BYTES = 1 << 23
"""Memory that one thread keeps at most."""

ALIGNMENT = 64
"""Arrays begin at the beginning of a cache line."""


class Workspace(threading.local):
    """Hands out arrays of one block; each thread that uses it has a block of its own."""

    def __init__(self) -> None:
        self._block = np.empty(0, np.uint8)
        self._start = self._used = 0

    def begin(self, expected: int) -> None:
        """Start over, for about so many bytes; whatever was handed out before is given up."""
        wanted = min(max(self._used, expected) + ALIGNMENT, KEPT_BYTES)
        if len(self._block) < wanted:
            self._block = np.empty(0, np.uint8)  # give it back before a larger one is taken
            self._block = np.empty(wanted, np.uint8)
            self._start = -self._block.ctypes.data % ALIGNMENT
        self._used = 0

    def empty(self, xp: Any, shape: tuple[int, ...], dtype: Any) -> Array:
        """Return an array with arbitrary numbers in it; a new one where the block is full."""
        if xp is not np:
            return xp.empty(shape, dtype=dtype)
        size = math.prod(shape) * dtype.itemsize
        first = self._start + self._used
        self._used += size + -size % ALIGNMENT  # what did not fit, the next block will hold
        if first + size > len(self._block):
            return np.empty(shape, dtype=dtype)
        return self._block[first : first + size].view(dtype).reshape(shape)

    def zeros(self, xp: Any, shape: tuple[int, ...], dtype: Any) -> Array:
        """Return an array of zeros."""
        array = self.empty(xp, shape, dtype)
        array[...] = 0
        return array


workspace = Workspace()
