"""The three products behind every convolution, one for each of its three arrays.

A convolution multiplies images x by filters w and gives feature maps y. It is linear in x and in
w, so each gradient is a product of the other two arrays:

========================  ==============================================
``correlate``             x, w → y    y[n, f, i, j] = Σ x[n, c, …] w[f, c, u, v]
``image_gradient``        dy, w → dx  every output adds w, times dy, to the pixels of its window
``filter_gradient``       dy, x → dw  every output adds its window, times dy, to its filter
========================  ==============================================

A transposed convolution is the second one used forward; ``gradients`` makes the second and the
third from the same columns. Arguments are checked by the caller: all of one floating type, w of
shape (F, C/groups, KH, KW). Each product is a matrix product for each piece of the batch (see
``pieces``), over columns that are cheap to make (see ``planes``) and multiplied in strips (see
``strips``), with the pieces spread over threads (see ``cnnkit.parallel``).
"""

import math
from typing import Any

from cnnkit.backend import Array
from cnnkit.functional.phases import Phase, cover, phases
from cnnkit.functional.pieces import Bench, Piece, bench_plan
from cnnkit.functional.pointwise import is_pointwise, matrix_gradient, mix
from cnnkit.functional.strips import multiply
from cnnkit.functional.window import Window
from cnnkit.parallel import PARTS, single_threaded_blas

PARTIAL_BYTES = 1 << 24
"""Memory for the partial sums of dw, one for each part of the batch."""

FEW_CHANNELS = 2
"""With this many times more filters than channels, columns of x are cheaper than columns of dy."""


def correlate(
    xp: Any, x: Array, w: Array, window: Window, groups: int, b: Array | None = None
) -> Array:
    """Return y of shape (N, F, OH, OW), with b[f] added to map f."""
    n, c = x.shape[:2]
    f = w.shape[0]
    if is_pointwise(window):
        return mix(xp, x, w.reshape(groups, f // groups, c // groups), b)
    y = xp.empty((n, f, *window.places), dtype=x.dtype)
    filters = w.reshape(groups, f // groups, -1)
    bias = None if b is None else b[:, None, None, None]

    def work(bench: Bench, piece: Piece) -> None:
        bench.gather(x[piece.images, :, piece.pixels].swapaxes(0, 1))
        multiply(xp, filters, bench.columns(groups), bench.made.matrix(groups))
        out = y[piece.images, :, piece.places].swapaxes(0, 1)
        if bias is None:
            out[...] = bench.made.values
        else:
            xp.add(bench.made.values, bias, out=out)

    bench_plan(xp, n, c, f, window, x.dtype, shape=w.shape).run(work)
    return y


def image_gradient(xp: Any, dy: Array, w: Array, window: Window, groups: int) -> Array:
    """Return dx of shape (N, C, H, W)."""
    return gradients(xp, dy, None, w, w.shape, window, groups)[0]


def filter_gradient(
    xp: Any, dy: Array, x: Array, shape: tuple[int, ...], window: Window, groups: int
) -> Array:
    """Return dw of the given shape (F, C/groups, KH, KW)."""
    return gradients(xp, dy, x, None, shape, window, groups)[1]


def gradients(
    xp: Any,
    dy: Array,
    x: Array | None,
    w: Array | None,
    shape: tuple[int, ...],
    window: Window,
    groups: int,
) -> tuple[Any, Any]:
    """Return dx and dw; None for the one whose array, w or x, is not given."""
    n, c = dy.shape[0], shape[1] * groups
    if is_pointwise(window):
        matrix = (groups, shape[0] // groups, shape[1])
        dx = None if w is None else mix(xp, dy, w.reshape(matrix).swapaxes(1, 2))
        if x is None:
            return dx, None
        return dx, matrix_gradient(xp, dy, x, groups, _parts(shape, dy)).reshape(shape)
    found = phases(window)
    few = FEW_CHANNELS if len(found) < 2 else FEW_CHANNELS / 2  # each phase would load dy again
    if few * shape[1] < shape[0] // groups:
        dx = None if w is None else xp.zeros((n, c, *window.size), dtype=dy.dtype)
        return dx, _over_images(xp, dy, x, w, dx, shape, window, groups)
    dx = dw = None
    if w is not None:
        make = xp.empty if cover(found, window) else xp.zeros
        dx = make((n, c, *window.size), dtype=dy.dtype)
    whole = len(found) == 1 and found[0].window.k == shape[2:]
    if x is not None and not whole:
        dw = xp.zeros(shape, dtype=dy.dtype)
    for phase in found:
        rows, columns = phase.pixels
        us, vs = phase.taps
        part = _over_maps(
            xp,
            dy[:, :, phase.places[0], phase.places[1]],
            None if x is None else x[:, :, rows, columns],
            None if w is None else w[:, :, us, vs],
            None if dx is None else dx[:, :, rows, columns],
            (*shape[:2], *phase.window.k),
            phase,
            groups,
        )
        if dw is not None:
            dw[:, :, us, vs] = part
        else:
            dw = part
    return dx, dw


def _over_images(
    xp: Any,
    dy: Array,
    x: Array | None,
    w: Array | None,
    dx: Array | None,
    shape: tuple[int, ...],
    window: Window,
    groups: int,
) -> Array | None:
    """Walk over x: columns of x for dw, and columns of dx that are added up. Return dw."""
    n, f = dy.shape[:2]
    c = shape[1] * groups
    # (F, C/G, KH, KW) -> (G, K, F/G)
    filters = None if w is None else w.reshape(groups, f // groups, -1).swapaxes(1, 2)

    def work(bench: Bench, piece: Piece) -> Array | None:
        bench.given.load(dy[piece.images, :, piece.places])
        maps, dw = bench.given.matrix(groups), None
        if x is not None:
            bench.gather(x[piece.images, :, piece.pixels].swapaxes(0, 1))
            dw = bench.multiply(bench.columns(groups), maps.swapaxes(1, 2))
        if filters is not None and dx is not None:
            multiply(xp, filters, maps, bench.columns(groups))
            images = dx[piece.images, :, piece.pixels].swapaxes(0, 1)
            bench.scatter(images, add=piece.window is not window)
        return dw

    both = {"shape": shape, "whole_images": w is not None}
    plan = bench_plan(xp, n, c, f, window, dy.dtype, **both)
    dw = plan.run(work, _parts(shape, dy))
    if x is None:
        return None
    if dw is None:  # there were no images
        return xp.zeros(shape, dtype=dy.dtype)
    return dw.reshape(groups, -1, f // groups).swapaxes(1, 2).reshape(shape)


def _over_maps(
    xp: Any,
    dy: Array,
    x: Array | None,
    w: Array | None,
    dx: Array | None,
    shape: tuple[int, ...],
    phase: Phase,
    groups: int,
) -> Array | None:
    """Walk over dy: its columns give dx, by filters turned round, and dw. Return dw."""
    n, f = dy.shape[:2]
    c = shape[1] * groups
    filters = None
    if w is not None:
        # (F, C/G, KH, KW) -> (G, C/G, F/G*KH*KW), turned by 180 degrees
        turned = w.reshape(groups, f // groups, *shape[1:]).swapaxes(1, 2)[..., ::-1, ::-1]
        filters = xp.ascontiguousarray(turned.reshape(groups, shape[1], -1))

    def work(bench: Bench, piece: Piece) -> Array | None:
        bench.gather(dy[piece.images, :, piece.pixels].swapaxes(0, 1))
        columns = bench.columns(groups)
        if filters is not None and dx is not None:
            multiply(xp, filters, columns, bench.made.matrix(groups))
            dx[piece.images, :, piece.places] = bench.made.values.swapaxes(0, 1)
        if x is None:
            return None
        bench.given.load(x[piece.images, :, piece.places])
        return bench.multiply(columns, bench.given.matrix(groups).swapaxes(1, 2))

    plan = bench_plan(xp, n, f, c, phase.window, dy.dtype, shape=shape)
    dw = plan.run(work, _parts(shape, dy))
    if x is None:
        return None
    if dw is None:  # there were no images
        return xp.zeros(shape, dtype=dy.dtype)
    dw = dw.reshape(groups, f // groups, *shape[2:], shape[1])
    # (G, F/G, KH, KW, C/G), turned -> (F, C/G, KH, KW)
    return dw[:, :, ::-1, ::-1].transpose(0, 1, 4, 2, 3).reshape(shape)


def sum_maps(xp: Any, dy: Array) -> Array:
    """Return db = Σ_n Σ_i Σ_j dy: a product with ones, since BLAS adds faster than NumPy."""
    n, f = dy.shape[:2]
    ones = xp.ones(math.prod(dy.shape[2:]), dtype=dy.dtype)
    with single_threaded_blas():
        return (dy.reshape(n * f, len(ones)) @ ones).reshape(n, f).sum(axis=0)


def _parts(shape: tuple[int, ...], dy: Array) -> int:
    """Return how many partial sums of dw there may be at a time."""
    parts = PARTS
    while parts > 1 and parts * math.prod(shape) * dy.itemsize > PARTIAL_BYTES:
        parts //= 2
    return parts
