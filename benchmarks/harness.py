"""Fair timing: the rivals take turns in one process, and every turn starts warm."""

import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cnnkit.backend import synchronize
from cnnkit.parallel import single_threaded_blas, thread_count

LEAST_ROUNDS = 5

cores_seen: list[float] = []
"""How many cores the machine really gave our threads, before each measurement."""


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
    cores_seen.append(wake_cores())
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


def wake_cores(*, most: float = 2.0) -> float:
    """Work with as many threads as we may until each has a core; return the cores in use.

    A kernel, above all that of a virtual machine, may leave threads that often sleep together on
    one core, for seconds. That would time the kernel's mood, and not the rivals.

    Parameters
    ----------
    most
        Seconds after which to go on as it is.
    """
    threads = thread_count()
    if threads == 1:
        return 1.0
    end = time.perf_counter() + most
    cores = 0.0
    with ThreadPoolExecutor(threads) as pool, single_threaded_blas():
        while cores < 0.9 * threads and time.perf_counter() < end:
            wall, cpu = time.perf_counter(), time.process_time()
            list(pool.map(_work_without_a_pause, range(threads)))
            cores = (time.process_time() - cpu) / (time.perf_counter() - wall)
    return cores


def _work_without_a_pause(_: int) -> None:
    square = np.ones((256, 256), np.float32)
    for _ in range(100):
        square @ square


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
