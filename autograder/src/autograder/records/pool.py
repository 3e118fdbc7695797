"""Do many things at once, in processes of their own, and lose none when a process dies."""

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def jobs_for(wanted: int | None) -> int:
    """Return the number of processes: what is wanted, else one for each processor core.

    >>> jobs_for(3)
    3
    """
    return max(1, wanted or _cores())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    lost: Callable[[Task], Result],
    prepare: Sequence[Any] | None = None,
) -> Iterator[Result]:
    """Yield ``work(task)`` for each task as it is done.

    ``lost`` gives the result of a task whose process died, twice: once beside others, once alone.
    ``prepare`` is a function, and its arguments, that each new process calls first.
    With one job, or one task, everything happens in this process.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    left = list(tasks)
    try:
        with _processes(min(jobs, len(tasks)), prepare) as pool:
            with _nothing_of_main():
                futures = {pool.submit(work, task): task for task in tasks}
            for future in as_completed(futures):
                result = future.result()
                left.remove(futures[future])
                yield result
    except BrokenProcessPool:
        # the pool does not say which task killed its process: try those that are left one by one
        for task in left:
            try:
                with _processes(1, prepare) as pool, _nothing_of_main():
                    result = pool.submit(work, task).result()
            except BrokenProcessPool:
                result = lost(task)
            yield result


@contextlib.contextmanager
def _nothing_of_main() -> Iterator[None]:
    """Start processes without the program that was started here, which they would import again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _processes(number: int, prepare: Sequence[Any] | None) -> Executor:
    options: dict[str, Any] = {"initializer": _begin, "initargs": tuple(prepare or ())}
    # Not fork: this process may hold threads. The fork server imports what is slow once.
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["autograder.records.warm"])
        options |= {"mp_context": context}
    return ProcessPoolExecutor(number, **options)


def _begin(prepare: Callable[..., Any] | None = None, *arguments: Any) -> None:
    """Begin a worker's life: it ends when the program that started it ends, however that comes."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    if prepare is not None:
        prepare(*arguments)


def _end_with_the_parent() -> None:
    # A killed program closes no queue: its workers would wait for work for ever.
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)
