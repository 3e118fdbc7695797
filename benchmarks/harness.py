"""Fair timing: the rivals take turns in one process, and every turn starts warm."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnkit.backend import synchronize

LEAST_ROUNDS = 5


@dataclass(frozen=True)
class Options:
    """What the user asked for on the command line."""

    quick: bool = False
    device: str = "cpu"
    seconds: float = 1.0
    only: str = ""
    folder: Path = Path("build/benchmarks")


@dataclass(frozen=True)
class Sample:
    """Repeated measurements of one thing, in the order in which they were taken.

    Examples
    --------
    >>> sample = Sample((3.0, 1.0, 2.0, 4.0, 100.0))
    >>> sample.median, sample.low, sample.high
    (3.0, 2.0, 4.0)
    """

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def low(self) -> float:
        """A quarter of the values lie below."""
        return self._quartile(0)

    @property
    def high(self) -> float:
        """A quarter of the values lie above."""
        return self._quartile(2)

    def _quartile(self, which: int) -> float:
        if len(self.values) == 1:
            return self.values[0]
        return statistics.quantiles(self.values, n=4, method="inclusive")[which]


def take_turns(
    rivals: dict[str, Callable[[], Any]],
    *,
    seconds: float,
    device: str = "cpu",
    least: int = LEAST_ROUNDS,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, Sample]:
    """Time every rival once a round, until the rounds have taken this many seconds.

    A turn is two calls, of which the second is timed: the first brings caches and threads into
    the state in which a training loop would find them, whoever ran before. The order is reversed
    after every round, so that nobody always follows the same neighbour.

    Parameters
    ----------
    rivals
        Functions without arguments, by name.
    seconds
        Time for all rounds together.
    device
        Where the work is done; the clock stops when the device has finished.
    least
        Rounds, however long they take.
    """
    times: dict[str, list[float]] = {name: [] for name in rivals}
    order = list(rivals.items())
    end = clock() + seconds
    rounds = 0
    while rounds < least or clock() < end:
        for name, call in order:
            times[name].append(_second_call(call, device, clock))
        order.reverse()
        rounds += 1
    return {name: Sample(tuple(values)) for name, values in times.items()}


def _second_call(call: Callable[[], Any], device: str, clock: Callable[[], float]) -> float:
    call()
    synchronize(device)
    start = clock()
    call()
    synchronize(device)
    return clock() - start


def chosen(names: Iterable[str], options: Options) -> list[str]:
    """Return the names that hold the text of ``--only``.

    Examples
    --------
    >>> chosen(["lenet1", "res16"], Options(only="res"))
    ['res16']
    """
    return [name for name in names if options.only in name]
