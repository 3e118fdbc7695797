"""Work that does little with each number, in parts that stay in a core's cache.

A formula such as ``(x - mean) * scale + beta`` makes NumPy pass over the whole array once for
every operation, and a large array comes from memory each time. Done part by part, it comes once,
and several threads can share the parts.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.backend import Array
from cnnkit.parallel import map_batch

NUMBERS = 1 << 19
"""Numbers in one part: two megabytes in float32. Threads that begin a smaller one wait in line."""

EFFORT = 32
"""Multiplications that would take as long as what is done with one number."""


def in_parts(xp: Any, part: Callable[[int, int], Any], n: int, numbers: int) -> None:
    """Call ``part(start, stop)`` for runs of n images, channels or whatever, that cover all.

    Parameters
    ----------
    part
        Does the work, into slices of shared arrays that belong to its run alone.
    numbers
        How many there are in all n together. How they are cut depends on nothing else.
    """
    parts = max(1, -(-numbers // NUMBERS))
    parts = 1 << (parts - 1).bit_length()  # of 3 parts, one of 2 threads would have 2
    if xp is not np or parts < 2:  # a device schedules its own threads
        part(0, n)
    else:
        map_batch(part, n, work=EFFORT * numbers, parts=parts)


def each_number(xp: Any, change: Callable[..., Any], *arrays: Array) -> Array:
    """Call ``change(*parts, out)`` on flat parts of arrays of one shape and type; return the whole.

    Examples
    --------
    >>> each_number(np, np.add, np.ones((2, 2)), np.ones((2, 2)))
    array([[2., 2.],
           [2., 2.]])
    """
    y = xp.empty(arrays[0].shape, dtype=arrays[0].dtype)
    flat = [array.reshape(-1) for array in (*arrays, y)]
    in_parts(xp, lambda start, stop: change(*(a[start:stop] for a in flat)), y.size, y.size)
    return y


def change_rows(xp: Any, change: Callable[..., Any], *arrays: Array) -> None:
    """Call ``change(*parts)``, which works in place, on the same rows of arrays of one shape."""
    if arrays[0].ndim == 0:
        change(*arrays)
        return
    rows, numbers = len(arrays[0]), arrays[0].size
    in_parts(xp, lambda start, stop: change(*(a[start:stop] for a in arrays)), rows, numbers)


def masked(xp: Any, values: Array, mask: Array, out: Array | None = None) -> Array:
    """Return the values where a mask is true, and 0 elsewhere.

    ``np.where`` branches at every number, and a processor that guesses wrong has to begin again.
    So the bits of a number are multiplied by 1 or 0, which keeps or drops also NaN and infinity.

    Examples
    --------
    >>> masked(np, np.array([1.5, np.inf, 2.5]), np.array([True, False, True]))
    array([1.5, 0. , 2.5])
    """
    if xp is not np:
        kept = xp.where(mask, values, 0)
        if out is not None:
            out[...] = kept
        return kept
    bits = np.dtype(f"i{values.dtype.itemsize}")
    chosen = mask.astype(bits)
    into = chosen if out is None else out.view(bits)
    return np.multiply(chosen, values.view(bits), out=into).view(values.dtype)
