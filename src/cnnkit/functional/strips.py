"""A matrix times a very wide one, or a very long sum, in strips.

OpenBLAS has two ways to multiply. Large matrices are first copied into an order that suits the
processor: worth it when every number is then used often, but a convolution with few filters uses
each number of its columns only a few times, and the copy takes as long as the product. Small
products it does in place, at full speed. So we ask for many small ones.
"""

from typing import Any

import numpy as np

from cnnkit.backend import Array
from cnnkit.functional.planes import LINE

SMALL_PRODUCT = 1_000_000
"""Multiplications up to which OpenBLAS multiplies in place."""

NARROWEST = 4 * LINE
"""A strip that is narrower would not fill the processor's registers."""

SHORTEST = 1024
"""A run of a sum that is shorter gains nothing."""

FEW_FILTERS = 128
"""From here on the copy pays for itself."""


def multiply(xp: Any, a: Array, b: Array, out: Array) -> None:
    """Write a @ b into out, for each group: (G, F, K) @ (G, K, L) -> (G, F, L)."""
    f, k = a.shape[1:]
    if xp is not np or f >= FEW_FILTERS:
        xp.matmul(a, b, out=out)
        return
    depth = min(k, SMALL_PRODUCT // (f * NARROWEST))
    _multiply(a[:, :, :depth], b[:, :depth], out)
    for first in range(depth, k, depth):  # a sum over so many rows that strips get too narrow
        rest = slice(first, first + depth)
        more = np.empty_like(out)
        _multiply(a[:, :, rest], b[:, rest], more)
        out += more


def multiply_long(xp: Any, a: Array, b: Array, out: Array) -> Array:
    """Write a @ b into out, with a long sum: (G, K, L) @ (G, L, F) -> (G, K, F). Return out.

    The filters of a first layer are so few and small that their gradient is a small product for
    each of some runs of the sum.
    """
    groups, k, length = a.shape
    f = b.shape[2]
    run = SMALL_PRODUCT // (k * f) // LINE * LINE
    if xp is not np or not SHORTEST <= run < length:
        return xp.matmul(a, b, out=out)
    count = length // run
    whole = count * run
    # (G, K, count*run) -> (G, count, K, run), and (G, count*run, F) -> (G, count, run, F)
    left = a[:, :, :whole].reshape(groups, k, count, run).swapaxes(1, 2)
    right = b[:, :whole].reshape(groups, count, run, f)
    np.sum(np.matmul(left, right), axis=1, out=out)
    if whole < length:
        out += np.matmul(a[:, :, whole:], b[:, whole:])
    return out


def _multiply(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> None:
    groups, f, k = a.shape
    length = b.shape[2]
    strip = SMALL_PRODUCT // (f * k) // LINE * LINE
    if strip >= length:
        np.matmul(a, b, out=out)
        return
    count = length // strip
    whole = count * strip
    # (G, K, count*strip) -> (G, count, K, strip)
    strips = b[:, :, :whole].reshape(groups, k, count, strip).swapaxes(1, 2)
    results = out[:, :, :whole].reshape(groups, f, count, strip).swapaxes(1, 2)
    np.matmul(a[:, None], strips, out=results)
    if whole < length:
        np.matmul(a, b[:, :, whole:], out=out[:, :, whole:])
