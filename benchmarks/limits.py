"""How far conv2d is from its own matrix products, and how far PyTorch is.

NumPy can multiply no faster than its BLAS. So each row is measured against the three products of
the shape alone: on memory that is already in the cache, with all threads, no window at all. What
is above 1 is the price of copying, of places nobody asked for, and of threads that wait.
"""

import math
from collections.abc import Callable

import numpy as np

from benchmarks.conv import PEER, ours
from benchmarks.harness import Options, chosen, take_turns
from benchmarks.peers import NO_TORCH, torch_conv, torch_or_none
from benchmarks.report import Report, Row
from benchmarks.shapes import QUICK, SHAPES, Shape
from cnnkit.functional.strips import multiply
from cnnkit.parallel import PARTS, map_batch

PRODUCTS = "its products alone"
WIDTH = 1040
"""Columns of one product: few enough for the cache."""


def run(options: Options) -> Report:
    """Measure ours and PyTorch's time in units of the products alone."""
    torch = torch_or_none()
    report = Report("conv2d forward + backward, next to its matrix products alone")
    if torch is None:
        report.missing.append(NO_TORCH)
    shapes = QUICK if options.quick else SHAPES
    for name in chosen(shapes, options):
        shape = shapes[name]
        arrays = shape.arrays()
        rivals = {"ours": ours(arrays, shape, "cpu"), PRODUCTS: products_alone(shape)}
        if torch is not None:
            rivals[PEER] = torch_conv(torch, "cpu", arrays, shape.settings)
        times = take_turns(rivals, seconds=0 if options.quick else options.seconds)
        report.rows.append(Row(name, PRODUCTS, times["ours"], times[PRODUCTS]))
        if torch is not None:
            row = Row(f"{name}, {PEER}", f"{PRODUCTS}, {PEER}", times[PEER], times[PRODUCTS])
            report.rows.append(row)
    return report


def products_alone(shape: Shape) -> Callable[[], None]:
    """Return a function that makes the products of forward and backward, a part to a thread."""
    groups, f, c = shape.groups, shape.f // shape.groups, shape.c // shape.groups
    taps, columns = math.prod(shape.window.k), shape.n * math.prod(shape.window.places)
    width = min(WIDTH, columns)
    ones = lambda *sizes: np.ones((groups, *sizes), np.float32)  # noqa: E731

    def part(start: int, stop: int) -> None:
        pixels, maps = ones(c * taps, width), ones(f, width)
        filters, y = ones(f, c * taps), ones(f, width)
        for _ in range(start, stop):
            multiply(np, filters, pixels, y)
            multiply(np, filters.swapaxes(1, 2), maps, pixels)
            np.matmul(pixels, maps.swapaxes(1, 2))

    turns = max(1, round(columns / width))
    return lambda: map_batch(part, turns, work=3 * shape.products, parts=PARTS)
