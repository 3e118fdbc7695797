"""1×1 convolutions: matrix products as they stand, without columns and without a copy.

Where the window is a single pixel that stops at every pixel, an image (C, H·W) is its own column
matrix, and the product (F, H·W) is the feature map.
"""

import math
from typing import Any

import numpy as np

from cnnkit.backend import Array
from cnnkit.functional.window import Window
from cnnkit.parallel import PARTS, map_batch

PRODUCT_BYTES = 1 << 20
"""Memory for the products of single images, before they are added up."""


def is_pointwise(window: Window) -> bool:
    """Tell whether the window is one pixel and stops at every pixel, and nowhere else.

    Examples
    --------
    >>> is_pointwise(Window.over("conv2d", (8, 8), 1))
    True
    >>> is_pointwise(Window.over("conv2d", (8, 8), 1, stride=2))
    False
    """
    return window.k == (1, 1) and window.stride == (1, 1) and not any(window.pads)


def mix(xp: Any, x: Array, w: Array, b: Array | None = None) -> Array:
    """Return y[n, g, f] = Σ_c w[g, f, c] · x[n, g, c] + b for maps of shape (N, G·C, H, W).

    Parameters
    ----------
    w
        (G, F, C): one matrix for each group.
    b
        (G·F,), or None.
    """
    groups, f, c = w.shape
    n, size = x.shape[0], x.shape[2:]
    pixels = _pixels(x, groups)
    y = xp.empty((n, groups * f, *size), dtype=x.dtype)
    maps = _pixels(y, groups)
    bias = None if b is None else b.reshape(groups, f, 1)

    def part(start: int, stop: int) -> None:
        xp.matmul(w, pixels[start:stop], out=maps[start:stop])
        if bias is not None:
            maps[start:stop] += bias

    _over_batch(xp, part, n, n * groups * f * c * math.prod(size))
    return y


def matrix_gradient(xp: Any, dy: Array, x: Array, groups: int, parts: int) -> Array:
    """Return dw of shape (G, F, C): Σ_n dy[n] xᵀ[n]."""
    n, size = x.shape[0], math.prod(x.shape[2:])
    pixels, maps = _pixels(x, groups), _pixels(dy, groups)
    shape = (groups, dy.shape[1] // groups, x.shape[1] // groups)

    step = max(1, PRODUCT_BYTES // (math.prod(shape) * dy.itemsize))

    def part(start: int, stop: int) -> Array:
        total = xp.zeros((groups, shape[2], shape[1]), dtype=dy.dtype)
        for first in range(start, stop, step):
            some = slice(first, min(first + step, stop))
            # (n, G, C, H*W) @ (n, G, H*W, F) -> (n, G, C, F)
            total += xp.matmul(pixels[some], maps[some].swapaxes(2, 3)).sum(axis=0)
        return total.swapaxes(1, 2)

    dw = xp.zeros(shape, dtype=dy.dtype)
    for found in _over_batch(xp, part, n, n * math.prod(shape) * size, parts):
        dw += found  # in the order of the parts
    return dw


def _pixels(maps: Array, groups: int) -> Array:
    """(N, C, H, W) -> (N, G, C/G, H*W)."""
    n, c, h, w = maps.shape
    return maps.reshape(n, groups, c // groups, h * w)


def _over_batch(xp: Any, part: Any, n: int, work: float, parts: int = PARTS) -> list[Any]:
    if xp is np:
        return map_batch(part, n, work=work, parts=parts)
    return [part(0, n)]  # a device schedules its own threads
