"""Threads over the batch: every core works on some of the images, with a BLAS of one thread.

The batch is cut into parts by its size alone, never by the number of threads, and results come
back in the order of the parts. So the numbers are the same on one core and on sixty-four.
"""

import contextvars
import itertools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from cnnkit.errors import ParameterError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

PARTS = 8
"""Into how many parts a batch is cut at most."""

WORTH_IT = 1 << 24
"""Multiplications below which handing work to threads costs more than it saves."""

SHARED_BY_BLAS = (1 << 18, 1 << 25)
"""A matrix product with fewer multiplications BLAS keeps on one thread of its own accord; one with
more is worth several. What lies between it shares out, and loses by it (see ``blas_for``)."""

T = TypeVar("T")


def thread_count() -> int:
    """Return how many threads work on a batch: ``CNNKIT_THREADS``, or every core we may use.

    Examples
    --------
    >>> thread_count() >= 1
    True
    """
    asked = os.environ.get("CNNKIT_THREADS", "").strip()
    if asked:
        if not asked.isdigit() or int(asked) < 1:
            raise ParameterError(
                "thread_count",
                received=f"CNNKIT_THREADS={asked!r}",
                expected="a whole number of at least 1",
                fix="Correct or unset the environment variable CNNKIT_THREADS",
            )
        return int(asked)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batch_chunks(n: int, parts: int = PARTS) -> list[tuple[int, int]]:
    """Cut 0..n into at most ``parts`` runs (start, stop) of nearly equal length.

    Examples
    --------
    >>> batch_chunks(10, 4)
    [(0, 2), (2, 5), (5, 7), (7, 10)]
    """
    parts = min(n, parts)
    edges = [n * part // parts for part in range(parts + 1)] if parts else []
    return list(itertools.pairwise(edges))


def map_batch(fn: Callable[[int, int], T], n: int, *, work: float, parts: int = PARTS) -> list[T]:
    """Call ``fn(start, stop)`` on every part of a batch of n and list the results in order.

    Parameters
    ----------
    fn
        Works on the images start to stop − 1. It may write into slices of shared arrays, but only
        of those images.
    work
        About how many multiplications the whole batch takes; little work stays on this thread.
    parts
        Into how many parts to cut at most.

    Examples
    --------
    >>> map_batch(lambda start, stop: stop - start, 10, work=0, parts=4)
    [2, 3, 2, 3]
    """
    chunks = batch_chunks(n, parts)
    threads = min(thread_count(), len(chunks))
    with single_threaded_blas():
        if threads < 2 or work < WORTH_IT:
            return [fn(start, stop) for start, stop in chunks]
        return _shared(fn, chunks, threads)


def _shared(fn: Callable[[int, int], T], chunks: list[tuple[int, int]], threads: int) -> list[T]:
    """Let this thread and others take chunks from one list until none is left."""
    results: list[Any] = [None] * len(chunks)
    waiting = iter(list(enumerate(chunks)))  # next() on it is safe between threads

    def take() -> None:
        for position, (start, stop) in waiting:
            results[position] = fn(start, stop)

    pool = _pool(threads - 1)
    # Each helper gets a copy of this thread's context, so that numpy.errstate holds there too.
    helpers = [pool.submit(contextvars.copy_context().run, take) for _ in range(threads - 1)]
    try:
        take()
    finally:
        for _ in waiting:  # after an error: nobody begins anything new
            pass
        failed = [helper.exception() for helper in helpers]  # waits for each
    for error in failed:
        if error is not None:
            raise error
    return results


_pools: "dict[int, ThreadPoolExecutor]" = {}
_pools_lock = threading.Lock()
_blas: Any = None
_blas_lock = threading.Lock()


def _pool(threads: int) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # which imports half of the standard library

    with _pools_lock:
        if threads not in _pools:
            _pools[threads] = ThreadPoolExecutor(threads, thread_name_prefix="cnnkit")
        return _pools[threads]


def blas_for(work: float) -> AbstractContextManager[None]:
    """Return the context in which BLAS is to multiply so many pairs of numbers on this thread.

    Products of middle size get one thread: several wait for each other by spinning. That doubles
    the processor time of training a small network, and on a busy machine the time on the clock too.
    """
    least, most = SHARED_BY_BLAS
    return single_threaded_blas() if least <= work < most else nullcontext()


@contextmanager
def single_threaded_blas() -> Iterator[None]:
    """Hold BLAS to one thread inside the block.

    The limit is the whole process's. While one thread holds it, others that ask go on as it is,
    so that it is always taken back by the thread that set it.
    """
    global _blas
    if not _blas_lock.acquire(blocking=False):
        yield
        return
    try:
        if _blas is None:
            from threadpoolctl import ThreadpoolController

            _blas = ThreadpoolController()
        with _blas.limit(limits=1, user_api="blas"):
            yield
    finally:
        _blas_lock.release()


def _forget_threads() -> None:
    """Start afresh in a forked child, which has none of its parent's threads."""
    global _pools_lock, _blas_lock
    _pools_lock, _blas_lock = threading.Lock(), threading.Lock()
    _pools.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_threads)
