"""Measure where a training step spends its time and its memory, layer by layer."""

import copy
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from cnnkit.backend import array_module, common_module, device_of, to_device
from cnnkit.errors import DTypeError, ParameterError, ShapeError, describe
from cnnkit.layers import Layer, Parameter, Sequential
from cnnkit.training.costs import Cost, Profile
from cnnkit.training.meter import Gauge, HighWater, Meter, Stopwatch
from cnnkit.units import duration

LONG = 1.0  # seconds a pass, from which on progress is shown


def profile(
    model: Any,
    batch: Any,
    *,
    repeats: int = 5,
    progress: bool = True,
    clock: Callable[[], float] = time.perf_counter,
) -> Profile:
    """Measure time and memory of a training step, layer by layer.

    The batch is run forward in training mode, and a gradient of ones is sent back from the output:
    what the numbers are does not matter, only how many. Neither loss nor optimizer is part of it;
    the gradient of the batch itself is, which `train_step` spares the first layer.
    A copy of the model is run, without hooks; the model itself stays as it is, down to its random
    numbers. One pass to get warm, one that watches the memory, and `repeats` that are timed.

    A layer that holds others is charged with its own work alone, as a residual block with its sum;
    a `Sequential` has no row. On a GPU the clock waits for each layer, so the sum is more than a
    step takes that may run ahead.

    Parameters
    ----------
    model
        Any layer, one of your own too.
    batch
        Array of shape (N, ...); it is moved to where the model's parameters are.
    repeats
        How many passes are timed; each time is the median.
    progress
        Whether to say on standard output how long it will take, where it takes long.
    clock
        Function that returns seconds.

    Returns
    -------
    Profile
        ``print`` it; or draw it with `cnnkit.plotting.profile`. Memory is in bytes. A peak counts
        what is fetched anew: the block that a convolution keeps from one call to the next for its
        columns, of at most 8 MiB a thread, is there already.

    Raises
    ------
    DTypeError
        If the model is no layer or cannot be copied, or the batch is no array.
    ShapeError
        If the batch is empty, or a layer cannot take what comes.
    ParameterError
        If ``repeats`` is not positive.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> found = profile(lenet5(), np.zeros((8, 1, 28, 28), np.float32), repeats=1)
    >>> found.rows[0].name, found.rows[0].shape, found.rows[0].macs
    ('conv1', (8, 6, 28, 28), 940800)
    >>> found.rows[0].kept  # 8 images of 28·28 pixels, 4 bytes each
    25088
    """
    _check(model, batch, repeats)
    twin, x = _copies(model, batch)
    device = device_of(x)
    meter, watch = Meter(twin), Stopwatch(device, clock)
    books = []
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        began = clock()
        _step(meter, x, watch)
        each = clock() - began
        for i in range(repeats):
            if progress and each >= LONG:
                left = duration(each * (repeats + 1 - i))
                print(f"profile: pass {i + 2} of {repeats + 2}, about {left} left", flush=True)
            _step(meter, x, watch)
            books.append(meter.book)
        memory = _Memory(meter, x, device)
    return _profile(meter, books, memory, x, device)


def _check(model: Any, batch: Any, repeats: Any) -> None:
    if not isinstance(model, Layer):
        raise DTypeError(
            "profile",
            received=f"model as {describe(model)}",
            expected="a layer, such as a Sequential",
            fix="Make one: ReLU()" if isinstance(model, type) else "Give the network itself",
        )
    common_module("profile", {"batch": batch})
    if not getattr(batch, "ndim", 0) or not batch.size:
        raise ShapeError(
            "profile",
            received=f"batch as {describe(batch)}",
            expected="an array of shape (N, ...) with at least one example",
            fix="Give a batch as for training: x[:128]",
        )
    if not isinstance(repeats, int) or repeats < 1:
        raise ParameterError(
            "profile",
            received=f"repeats={repeats!r}",
            expected="a whole number, 1 or more",
            fix="5 passes are enough for a steady median",
        )


def _copies(model: Layer, batch: Any) -> tuple[Layer, Any]:
    """Return a copy of the model in training mode, and one of the batch on the same device."""
    try:
        twin = copy.deepcopy(model).train()
    except TypeError as error:
        raise DTypeError(
            "profile",
            received=f"a model that cannot be copied ({error})",
            expected="one that copy.deepcopy can copy, for it is a copy that runs",
            fix="Keep modules, files and locks out of the layers' attributes",
        ) from error
    x = to_device(batch, model.device) if model.parameters() else batch
    return twin, x.copy()


def _step(meter: Meter, x: Any, gauge: Gauge) -> None:
    meter.model.zero_grad()
    y = meter.forward(x, gauge)
    meter.backward(array_module(y).ones_like(y))


class _Memory:
    """What one step keeps and fetches: bytes by layer, and the most at one time."""

    def __init__(self, meter: Meter, x: Any, device: str) -> None:
        meter.model.zero_grad()
        meter.model.forget()
        with HighWater() as water:
            y = meter.forward(x, water)
            self.kept = meter.kept()
            meter.backward(array_module(y).ones_like(y))
        known = device != "gpu"  # of whose memory tracemalloc knows nothing
        self.peaks = meter.book if known else {}
        self.highest = water.highest if known else None

    def peak(self, layer: Layer) -> Any:
        """Return the higher peak of the layer's two passes."""
        ways = [(id(layer), way) for way in ("forward", "backward")]
        return max([self.peaks[way] for way in ways if way in self.peaks], default=None)


def _profile(
    meter: Meter, books: list[dict[tuple[int, str], Any]], memory: _Memory, x: Any, device: str
) -> Profile:
    names = {id(layer): name for name, layer in meter.model.named_layers().items()}
    crossed = [each for each in meter.crossed if not _only_calls(each.layer)]
    rows = {id(each.layer) for each in crossed}

    def seconds(layer: Layer, way: str) -> float:
        return median(book.get((id(layer), way), 0.0) for book in books)

    def between(way: str) -> float:
        return median(
            sum(spent for (who, which), spent in book.items() if which == way and who not in rows)
            for book in books
        )

    return Profile(
        batch_shape=tuple(int(n) for n in x.shape),
        device=device,
        repeats=len(books),
        rows=tuple(
            Cost(
                name=names[id(layer)] or type(layer).__name__,
                kind=type(layer).__name__,
                shape=shape,
                parameters=sum(p.size for p in vars(layer).values() if isinstance(p, Parameter)),
                macs=macs,
                forward=seconds(layer, "forward"),
                backward=seconds(layer, "backward"),
                kept=memory.kept[id(layer)],
                peak=memory.peak(layer),
            )
            for layer, shape, macs in crossed
        ),
        between_forward=between("forward"),
        between_backward=between("backward"),
        peak=memory.highest,
    )


def _only_calls(layer: Layer) -> bool:
    """Tell whether a layer does nothing but call others one after another."""
    return type(layer).forward is Sequential.forward
