"""One training step of LeNet-5 and ResNet-20, and each of its pieces, next to PyTorch."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import steps
from benchmarks.growth import draw_growth
from benchmarks.harness import Options, Sample, chosen, take_turns
from benchmarks.peers import NO_TORCH, torch_or_none
from benchmarks.report import Report, Row
from cnnkit import layers

PEER = "PyTorch"
GOALS = {"lenet5": 1.0, "resnet20": 1.5}
GROWTH = (8, 16, 32, 64, 128, 256, 512)

Make = Callable[[Any, str], steps.Pair]


def run(options: Options) -> Report:
    """Measure the two steps, every piece of them, and how time grows with the batch."""
    torch = torch_or_none()
    report = Report("A training step, float32: whole, then piece by piece")
    if torch is None:
        report.missing.append(NO_TORCH)
    made = rows(4 if options.quick else 128)
    for name in chosen(made, options):
        times = measured(made[name], torch, options)
        goal = math.inf if options.quick else GOALS.get(name, math.inf)
        report.rows.append(Row(name, PEER, times["ours"], times.get(PEER), goal))
    if not options.only:
        sizes = GROWTH[:2] if options.quick else GROWTH
        report.more["growth"] = {"images": _growth(sizes, torch, options)}
        picture = draw_growth(report.more["growth"], options.folder / "training_growth.png")
        report.notes.append(f"How the time of a LeNet-5 step grows with the batch: {picture}")
    return report


def rows(n: int) -> dict[str, Make]:
    """Return by name what is measured for a batch of n, as functions of PyTorch and the device."""
    big, small = (n, 16, 32, 32), (n, 64, 8, 8)
    pooled = (n, 6, 28, 28)
    return {
        "lenet5": _step(steps.lenet, n),
        "resnet20": _step(steps.resnet, n),
        "batch norm 16, 32×32": _layer(partial(layers.BatchNorm2d, 16), big),
        "batch norm 64, 8×8": _layer(partial(layers.BatchNorm2d, 64), small),
        "ReLU 16, 32×32": _layer(layers.ReLU, big),
        "ReLU 6, 28×28": _layer(layers.ReLU, pooled),
        "residual sum": _layer(lambda: layers.Residual(layers.Sequential()), big),
        "max pool": _layer(partial(layers.MaxPool2d, 2), pooled),
        "average pool": _layer(partial(layers.AvgPool2d, 2), pooled),
        "global pool": _layer(layers.GlobalAvgPool2d, small),
        "dense 400 → 120": _layer(partial(layers.Linear, 400, 120, rng=0), (n, 400)),
        "loss": partial(steps.loss, n=n, classes=10),
        "SGD step": partial(steps.update, make=steps.resnet(n)[0], rule="sgd"),
        "Adam step": partial(steps.update, make=steps.resnet(n)[0], rule="adam"),
        "data": partial(steps.loading, shape=(8 * n, 3, 32, 32), size=n),
    }


def measured(make: Make, torch: Any, options: Options) -> dict[str, Sample]:
    """Take times of one pair."""
    ours, peer = make(torch, options.device)
    rivals = {"ours": ours} if peer is None else {"ours": ours, PEER: peer}
    seconds = 0 if options.quick else options.seconds
    least = 1 if options.quick else 7
    return take_turns(rivals, seconds=seconds, device=options.device, least=least)


def _step(network: Callable[[int], Any], n: int) -> Make:
    make, shape = network(n)
    return partial(steps.whole_step, make=make, shape=shape)


def _layer(make: Callable[[], Any], shape: tuple[int, ...]) -> Make:
    return lambda torch, device: steps.one_layer(torch, device, make(), shape)


def _growth(sizes: tuple[int, ...], torch: Any, options: Options) -> dict[str, list[float]]:
    """Return seconds for each size of the batch; PyTorch's are missing without it."""
    lines: dict[str, list[float]] = {"sizes": [*sizes]}
    for n in sizes:
        for rival, sample in measured(_step(steps.lenet, n), torch, options).items():
            lines.setdefault(rival, []).append(sample.median)
    return lines
