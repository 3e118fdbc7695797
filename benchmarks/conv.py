"""conv2d forward and backward, next to PyTorch and to the two NumPy classics."""

from collections.abc import Callable

import numpy as np

from benchmarks.growth import draw_growth
from benchmarks.harness import Options, chosen, take_turns
from benchmarks.peers import CLASSICS, NO_TORCH, torch_conv, torch_or_none
from benchmarks.report import Goal, Report, Row
from benchmarks.shapes import QUICK, SHAPES, Shape
from cnnkit import functional as F
from cnnkit.backend import to_device

PEER = "PyTorch"
GOALS = [Goal(PEER, geomean=1.2, worst=2.5), *(Goal(name, geomean=1 / 6) for name in CLASSICS)]
GROWTH = {
    "images": [Shape(n, 16, 32, 16, 3, 1) for n in (8, 16, 32, 64, 128, 256)],
    "channels": [Shape(32, c, 16, c, 3, 1) for c in (8, 16, 32, 64, 128)],
    "height": [Shape(8, 16, h, 16, 3, 1) for h in (16, 32, 64, 128, 256)],
}
QUICK_GROWTH = {"images": [Shape(n, 2, 8, 2, 3, 1) for n in (1, 2)]}


def run(options: Options) -> Report:
    """Measure every shape, then how time grows with the batch, the channels and the image."""
    torch = torch_or_none()
    shapes = QUICK if options.quick else SHAPES
    report = Report("conv2d forward + backward, float32", goals=GOALS)
    if torch is None:
        report.missing.append(NO_TORCH)
    for name in chosen(shapes, options):
        report.rows += _rows(name, shapes[name], torch, options)
    growth = QUICK_GROWTH if options.quick else GROWTH
    if not options.only:
        report.more["growth"] = _growth(growth, torch, options)
        picture = draw_growth(report.more["growth"], options.folder / "conv_growth.png")
        report.notes.append(f"How time grows: {picture}")
    return report


def ours(arrays: tuple[np.ndarray, ...], shape: Shape, device: str) -> Callable:
    """Return a function without arguments that runs our forward and backward."""
    dy, x, w, b = (to_device(array, device) for array in arrays)

    def run():
        y = F.conv2d(x, w, b, **shape.settings)
        return (y, *F.conv2d_backward(dy, x, w, **shape.settings))

    return run


def _rows(name: str, shape: Shape, torch, options: Options) -> list[Row]:
    arrays = shape.arrays()
    rivals = {}
    if torch is not None:
        rivals[PEER] = torch_conv(torch, options.device, arrays, shape.settings)
    times = take_turns(
        {"ours": ours(arrays, shape, options.device), **rivals},
        seconds=0 if options.quick else options.seconds,
        device=options.device,
    )
    rows = [Row(name, peer, times["ours"], times[peer]) for peer in rivals]
    if options.device == "cpu" and _is_classic(shape):
        rows += _classic_rows(name, shape, arrays, options)
    return rows


def _is_classic(shape: Shape) -> bool:
    """Whether the two classics can do it: square, dense, and not for minutes."""
    plain = shape.groups == shape.dilation == 1 and isinstance(shape.k, int)
    return plain and shape.products < 1 << 29


def _classic_rows(name: str, shape: Shape, arrays, options: Options) -> list[Row]:
    rivals = {"ours": ours(arrays, shape, "cpu")}
    for peer, function in CLASSICS.items():
        rivals[peer] = lambda function=function: function(
            *arrays, stride=shape.stride, padding=shape.padding
        )
    seconds = 0 if options.quick else options.seconds
    times = take_turns(rivals, seconds=seconds, least=3)
    return [Row(name, peer, times["ours"], times[peer]) for peer in CLASSICS]


def _growth(growth: dict[str, list[Shape]], torch, options: Options) -> dict:
    """Return seconds by what grows; ``peer`` is missing without PyTorch."""
    found = {}
    for axis, shapes in growth.items():
        letter = {"images": "n", "channels": "c", "height": "h"}[axis]
        lines = {"sizes": [getattr(shape, letter) for shape in shapes], "ours": []}
        for shape in shapes:
            arrays = shape.arrays()
            rivals = {"ours": ours(arrays, shape, options.device)}
            if torch is not None:
                rivals[PEER] = torch_conv(torch, options.device, arrays, shape.settings)
            seconds = 0 if options.quick else options.seconds / 2
            for rival, sample in take_turns(
                rivals, seconds=seconds, device=options.device, least=3
            ).items():
                lines.setdefault(rival, []).append(sample.median)
        found[axis] = lines
    return found
