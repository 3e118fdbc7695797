"""Follow a pass through a network, and put what it costs down to the layer that is running.

A `Meter` wraps ``forward`` and ``backward`` of every layer. Wherever one layer calls another or
returns, what a gauge has counted since the last such moment goes to the layer that ran until then.
So a layer that holds others is charged with its own work only, a residual block with its sum.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np

from cnnkit.backend import block_of, synchronize
from cnnkit.errors import DTypeError, describe
from cnnkit.layers import Layer

Clock = Callable[[], float]


class Gauge(Protocol):
    """What a meter reads: begun and stopped again and again, with the amounts joined."""

    def start(self) -> None:
        """Begin a stretch."""

    def stop(self) -> Any:
        """Return the amount since the stretch began."""

    def join(self, one: Any, other: Any) -> Any:
        """Return the amount of two stretches together."""


class Stopwatch:
    """A gauge that counts seconds; what a layer spends in several stretches is added up.

    Parameters
    ----------
    device
        It is waited for before the clock is read.
    clock
        Function that returns seconds.
    """

    def __init__(self, device: str, clock: Clock = time.perf_counter) -> None:
        self.device, self.clock = device, clock
        self.start()

    def start(self) -> None:
        """Begin a stretch."""
        synchronize(self.device)
        self.began = self.clock()

    def stop(self) -> float:
        """Return the seconds since the stretch began."""
        synchronize(self.device)
        return self.clock() - self.began

    def join(self, one: float, other: float) -> float:
        """Add them up."""
        return one + other


class HighWater:
    """A gauge that counts how far the memory of this process rose; the largest stretch counts.

    `tracemalloc` is told of every array of NumPy's, not of what lies on a GPU. Use it in a
    ``with`` block, which starts `tracemalloc` unless it is running already.

    Attributes
    ----------
    highest : int
        The most bytes at one time since the block began, beyond those that were there.
    """

    def __enter__(self) -> "HighWater":
        self._ours = not tracemalloc.is_tracing()
        if self._ours:
            tracemalloc.start()
        self.highest = 0
        self.start()
        self._sea_level = self._level
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._ours:
            tracemalloc.stop()

    def start(self) -> None:
        """Begin a stretch."""
        tracemalloc.reset_peak()
        self._level, _ = tracemalloc.get_traced_memory()

    def stop(self) -> int:
        """Return the most bytes that the stretch had taken at one time."""
        _, peak = tracemalloc.get_traced_memory()
        self.highest = max(self.highest, peak - self._sea_level)
        return peak - self._level

    def join(self, one: int, other: int) -> int:
        """Return the larger one."""
        return max(one, other)


class Crossing(NamedTuple):
    """A layer that a forward pass went through.

    Attributes
    ----------
    layer
        The layer.
    shape
        Shape of its output, N included.
    macs
        Multiply-accumulates for the batch; 0 where the layer does not tell.
    """

    layer: Any
    shape: tuple[int, ...]
    macs: int


class Meter:
    """Watch a network of which nobody else has need, for the wrapping stays.

    Parameters
    ----------
    model
        Any layer.

    Attributes
    ----------
    crossed : list of Crossing
        The layers that the last forward pass went through, in the order in which they ended.
    book : dict
        What the last pass cost, by (id of the layer, "forward" or "backward"). What nobody's
        layer spent stands under the id of None.

    Examples
    --------
    >>> from cnnkit.layers import ReLU, Sequential
    >>> seconds = iter(range(100))
    >>> net = Sequential(ReLU(), ReLU())
    >>> meter = Meter(net)
    >>> y = meter.forward(np.ones((2, 3)), Stopwatch("cpu", lambda: next(seconds)))
    >>> [type(crossing.layer).__name__ for crossing in meter.crossed]
    ['ReLU', 'ReLU', 'Sequential']
    >>> meter.book[id(net[0]), "forward"], meter.book[id(net), "forward"]
    (1, 3)
    """

    def __init__(self, model: Layer) -> None:
        self.model = model
        self.crossed: list[Crossing] = []
        self.book: dict[tuple[int, str], Any] = {}
        self._running: list[tuple[int, str]] = []
        self._gauge: Any = None
        layers = list(model.named_layers().values())
        self._old = [array for layer in layers for array in _held(layer)]  # their places stay taken
        for layer in layers:
            layer.__dict__["forward"] = self._watched_forward(layer, layer.forward)
            layer.__dict__["backward"] = self._watched_backward(layer, layer.backward)

    def forward(self, x: Any, gauge: Gauge) -> Any:
        """Run a batch forward with an empty book; return the network's output."""
        self._gauge = gauge
        self.crossed, self.book, self._running = [], {}, []
        return self._charge(None, "forward", self.model, x)

    def backward(self, dy: Any) -> Any:
        """Run the gradient of the output back, with the gauge of the forward pass."""
        return self._charge(None, "backward", lambda dy: self.model.backward(dy), dy)

    def kept(self) -> dict[int, int]:
        """Return the bytes that each layer keeps for its backward pass, by id.

        Counted are the blocks of memory of all arrays that a layer holds in its attributes, or in
        lists, tuples and dicts there, and did not hold before the first pass; not its parameters
        and buffers. What several layers hold counts for the first that the pass went through.
        """
        seen = {block_of(array)[0] for array in self._old}
        bytes_of = {}
        for layer, _, _ in self.crossed:
            blocks = dict(block_of(array) for array in _held(layer))
            bytes_of[id(layer)] = sum(size for at, size in blocks.items() if at not in seen)
            seen |= blocks.keys()
        return bytes_of

    def _charge(self, layer: Any, way: str, call: Callable[..., Any], *args: Any) -> Any:
        self._settle()
        self._running.append((id(layer), way))
        self._gauge.start()
        result = call(*args)
        self._settle()
        self._running.pop()
        if layer is not None and way == "forward":
            self._note(layer, args[0], result)
        self._gauge.start()
        return result

    def _settle(self) -> None:
        if self._running:
            spent, now = self._gauge.stop(), self._running[-1]
            self.book[now] = self._gauge.join(self.book[now], spent) if now in self.book else spent

    def _note(self, layer: Any, x: Any, y: Any) -> None:
        if not hasattr(y, "shape"):
            raise DTypeError(
                "profile",
                received=f"{describe(y)} from {type(layer).__name__}.forward",
                expected="an array",
                fix="Let forward(x) end with return y",
            )
        if all(layer is not crossing.layer for crossing in self.crossed):
            macs = len(x) * layer.macs(tuple(x.shape[1:]))
            self.crossed.append(Crossing(layer, tuple(int(n) for n in y.shape), int(macs)))

    def _watched_forward(self, layer: Layer, plain: Callable[..., Any]) -> Callable[..., Any]:
        return lambda x: self._charge(layer, "forward", plain, x)

    def _watched_backward(self, layer: Layer, plain: Callable[..., Any]) -> Callable[..., Any]:
        return lambda dy: self._charge(layer, "backward", plain, dy)


def _held(layer: Layer) -> Iterator[Any]:
    """Yield the arrays in a layer's attributes, but for parameters and buffers."""
    for name, value in vars(layer).items():
        if name not in layer.buffers:
            yield from _arrays(value)


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)
    elif hasattr(value, "nbytes") and hasattr(value, "base") and not isinstance(value, np.generic):
        yield value
