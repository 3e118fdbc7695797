"""How far conv2d is from its own matrix products, and how far PyTorch is.

NumPy can multiply no faster than its BLAS. So each row is measured against the three products of
the shape alone: on memory that is already in the cache, with all threads, no window at all. What
is above 1 is the price of copying, of places nobody asked for, and of threads that wait.
"""

import math
import os
import statistics
from collections.abc import Callable

import numpy as np

from benchmarks.conv import PEER, ours
from benchmarks.harness import Options, chosen, take_turns
from benchmarks.peers import NO_TORCH, torch_conv, torch_or_none
from benchmarks.report import Report, Row
from benchmarks.shapes import QUICK, SHAPES, Shape
from cnnkit.functional.strips import multiply
from cnnkit.parallel import PARTS, map_batch, thread_count

PRODUCTS = "its products alone"
ONE = "one thread"
THREADS = "CNNKIT_THREADS"
WIDTH = 1040
"""Columns of one product: few enough for the cache."""


def run(options: Options) -> Report:
    """Measure ours and PyTorch's time in units of the products alone."""
    torch = torch_or_none()
    report = Report("conv2d forward + backward, next to its matrix products alone")
    if torch is None:
        report.missing.append(NO_TORCH)
    shapes = QUICK if options.quick else SHAPES
    shares: dict[str, dict[str, float]] = {}
    for name in chosen(shapes, options):
        shape = shapes[name]
        arrays = shape.arrays()
        rivals = {"ours": ours(arrays, shape, "cpu"), PRODUCTS: products_alone(shape)}
        rivals[ONE] = on_one_thread(rivals["ours"])
        if torch is not None:
            rivals[PEER] = torch_conv(torch, "cpu", arrays, shape.settings)
        times = take_turns(rivals, seconds=0 if options.quick else options.seconds)
        report.rows.append(Row(name, PRODUCTS, times["ours"], times[PRODUCTS]))
        shares[name] = causes(*(times[rival].median for rival in ("ours", ONE, PRODUCTS)))
        if torch is not None:
            row = Row(f"{name}, {PEER}", f"{PRODUCTS}, {PEER}", times[PEER], times[PRODUCTS])
            report.rows.append(row)
    report.more["shares"] = shares
    for cause in ("products", "copying", "waiting"):
        middle = statistics.median(share[cause] for share in shares.values()) if shares else 0.0
        report.notes.append(f"{cause}: {middle:.0%} of our time (median over the shapes)")
    return report


def causes(total: float, one_thread: float, products: float) -> dict[str, float]:
    """Return the share of the time that goes to products, to copying, and to waiting.

    With nobody waiting, all threads would take the time of one, divided by their number. What one
    thread does beyond the products is copying, and places that nobody asked for.

    Examples
    --------
    >>> shares = causes(10.0, 8.0 * thread_count(), 6.0)
    >>> [round(share, 1) for share in shares.values()]
    [0.6, 0.2, 0.2]
    """
    split = min(total, one_thread / thread_count())
    products = min(products, split)
    found = {"products": products, "copying": split - products, "waiting": total - split}
    return {cause: seconds / total for cause, seconds in found.items()}


def on_one_thread(call: Callable[[], object]) -> Callable[[], None]:
    """Return the same with one thread."""

    def run() -> None:
        before = os.environ.get(THREADS)
        os.environ[THREADS] = "1"
        try:
            call()
        finally:
            del os.environ[THREADS]
            if before is not None:
                os.environ[THREADS] = before

    return run


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
