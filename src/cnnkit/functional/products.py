"""The three products behind every convolution, one for each of its three arrays.

A convolution multiplies images x by filters w and gives feature maps y. It is linear in x and in
w, so each gradient is a product of the other two arrays:

========================  ==============================================
``correlate``             x, w → y    y[n, f, i, j] = Σ x[n, c, …] w[f, c, u, v]
``image_gradient``        dy, w → dx  every output adds w, times dy, to the pixels of its window
``filter_gradient``       dy, x → dw  every output adds its window, times dy, to its filter
========================  ==============================================

A transposed convolution is the second one used forward. Arguments are checked by the caller: all
of one floating type, w of shape (F, C/groups, KH, KW). Each product is one matrix product per
chunk of images, over columns that fit the cache (see ``columns``), with the batch spread over
threads (see ``cnnkit.parallel``).
"""

import math
from typing import Any

import numpy as np

from cnnkit.backend import Array
from cnnkit.functional.columns import column_chunks, images_a_chunk
from cnnkit.functional.window import Window
from cnnkit.parallel import PARTS, map_batch

PARTIAL_BYTES = 1 << 26
"""Memory for the partial sums of ``filter_gradient``, one for each part of the batch."""


def correlate(xp: Any, x: Array, w: Array, window: Window, groups: int) -> Array:
    """Return y of shape (N, F, OH, OW)."""
    n, f = x.shape[0], w.shape[0]
    y = xp.empty((n, f, *window.places), dtype=x.dtype)
    filters = w.reshape(groups, f // groups, -1)

    def part(start: int, stop: int) -> None:
        for first, last, columns in column_chunks(xp, x, window, start, stop):
            # (G, F/G, K) @ (G, K, n*OH*OW) with K = C/G*KH*KW
            product = filters @ columns.reshape(groups, filters.shape[2], -1)
            product = product.reshape(f, last - first, *window.places)
            y[first:last] = product.swapaxes(0, 1)

    _over_batch(xp, part, n, _work(n, w.shape, window))
    return y


def image_gradient(xp: Any, dy: Array, w: Array, window: Window, groups: int) -> Array:
    """Return dx of shape (N, C, H, W)."""
    n, f = dy.shape[:2]
    c = w.shape[1] * groups
    dx = xp.zeros((n, c, *window.size), dtype=dy.dtype)
    filters = w.reshape(groups, f // groups, -1).swapaxes(1, 2)
    size = images_a_chunk(xp, c, window, dy.itemsize)

    def part(start: int, stop: int) -> None:
        for first in range(start, stop, size):
            last = min(first + size, stop)
            # (n, F, OH, OW) -> (G, F/G, n*OH*OW)
            maps = dy[first:last].swapaxes(0, 1).reshape(groups, f // groups, -1)
            columns = (filters @ maps).reshape(c, *window.k, last - first, *window.places)
            images = dx[first:last].swapaxes(0, 1)  # a view: (C, n, H, W)
            for tap in window.taps():
                images[tap.pixels] += columns[:, tap.u, tap.v][tap.places]

    _over_batch(xp, part, n, _work(n, w.shape, window))
    return dx


def filter_gradient(
    xp: Any, dy: Array, x: Array, shape: tuple[int, ...], window: Window, groups: int
) -> Array:
    """Return dw of the given shape (F, C/groups, KH, KW)."""
    n, f = dy.shape[:2]

    def part(start: int, stop: int) -> Array:
        total = xp.zeros((groups, f // groups, math.prod(shape[1:])), dtype=dy.dtype)
        for first, last, columns in column_chunks(xp, x, window, start, stop):
            maps = dy[first:last].swapaxes(0, 1).reshape(groups, f // groups, -1)
            # (G, F/G, n*OH*OW) @ (G, n*OH*OW, K)
            total += maps @ columns.reshape(groups, total.shape[2], -1).swapaxes(1, 2)
        return total

    parts = max(1, min(PARTS, PARTIAL_BYTES // (math.prod(shape) * dy.itemsize)))
    totals = _over_batch(xp, part, n, _work(n, shape, window), parts)
    dw = xp.zeros(shape, dtype=dy.dtype)
    for total in totals:  # in the order of the parts
        dw += total.reshape(shape)
    return dw


def _work(n: int, shape: tuple[int, ...], window: Window) -> int:
    """Count the multiplications with filters of this shape."""
    return n * math.prod(shape) * math.prod(window.places)


def _over_batch(xp: Any, part: Any, n: int, work: float, parts: int = PARTS) -> list[Any]:
    if xp is np:
        return map_batch(part, n, work=work, parts=parts)
    return [part(0, n)]  # a device schedules its own threads
