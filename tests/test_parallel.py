import os
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from cnnkit import functional as F
from cnnkit import parallel
from cnnkit.errors import ParameterError
from cnnkit.parallel import (
    SHARED_BY_BLAS,
    WORTH_IT,
    batch_chunks,
    blas_for,
    map_batch,
    single_threaded_blas,
    thread_count,
)


def blas_threads() -> set[int]:
    return {info["num_threads"] for info in threadpool_info() if info["user_api"] == "blas"}


@settings(derandomize=True, database=None)
@given(st.integers(0, 50), st.integers(1, 12))
def test_chunks_cover_the_batch_once_in_order_and_evenly(n, parts):
    chunks = batch_chunks(n, parts)
    assert [i for start, stop in chunks for i in range(start, stop)] == list(range(n))
    assert len(chunks) == min(n, parts)
    if chunks:
        lengths = [stop - start for start, stop in chunks]
        assert max(lengths) - min(lengths) <= 1


def test_thread_count(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "5")
    assert thread_count() == 5
    monkeypatch.setenv("CNNKIT_THREADS", "")
    assert 1 <= thread_count() <= (os.cpu_count() or 1)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert thread_count() == (os.cpu_count() or 1)
    for wrong in ("0", "-1", "many"):
        monkeypatch.setenv("CNNKIT_THREADS", wrong)
        with pytest.raises(ParameterError) as caught:
            thread_count()
        assert str(caught.value) == (
            f"thread_count: received CNNKIT_THREADS='{wrong}'. Expected a whole number of at least "
            "1. Correct or unset the environment variable CNNKIT_THREADS."
        )


@pytest.mark.parametrize("threads", ["1", "2", "4"])
@pytest.mark.parametrize("work", [0, WORTH_IT])
def test_results_come_in_order(monkeypatch, threads, work):
    monkeypatch.setenv("CNNKIT_THREADS", threads)
    seen = map_batch(lambda start, stop: (start, stop), 21, work=work, parts=6)
    assert seen == batch_chunks(21, 6)
    assert map_batch(lambda start, stop: 1, 0, work=work) == []


def test_much_work_goes_to_threads_with_a_blas_of_one_thread(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    together = threading.Barrier(2, timeout=30)  # passes only if two threads meet

    def part(start, stop):
        together.wait()
        return threading.current_thread().name, blas_threads()

    before = blas_threads()
    found = map_batch(part, 2, work=WORTH_IT)
    assert len({name for name, _ in found}) == 2
    assert threading.current_thread().name in {name for name, _ in found}  # it works too
    assert all(blas == {1} for _, blas in found)
    assert blas_threads() == before


def test_little_work_stays_here(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "4")
    here = threading.current_thread().name
    names = map_batch(lambda a, b: threading.current_thread().name, 8, work=WORTH_IT - 1)
    assert set(names) == {here}


def test_products_of_middle_size_get_one_thread_and_the_others_what_there_is():
    least, most = SHARED_BY_BLAS
    free = blas_threads()
    for work, expected in [(least - 1, free), (least, {1}), (most - 1, {1}), (most, free)]:
        with blas_for(work):
            assert blas_threads() == expected
    assert blas_threads() == free


def test_a_dense_layer_multiplies_on_one_thread(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "cnnkit.functional.dense.blas_for", lambda work: asked.append(work) or blas_for(work)
    )
    F.linear_backward(np.ones((3, 7)), np.ones((3, 5)), np.ones((5, 7)))
    assert asked == [3 * 5 * 7] * 2


def test_an_error_comes_out_and_nothing_stays_limited(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    before = blas_threads()

    def part(start, stop):
        raise KeyError(start)

    with pytest.raises(KeyError):
        map_batch(part, 8, work=WORTH_IT)
    assert blas_threads() == before
    assert map_batch(lambda a, b: a, 2, work=WORTH_IT) == [0, 1]


def test_an_error_in_a_helper_comes_out(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    here, together = threading.current_thread(), threading.Barrier(2, timeout=30)

    def part(start, stop):
        together.wait()
        if threading.current_thread() is not here:
            raise KeyError(start)

    with pytest.raises(KeyError):
        map_batch(part, 2, work=WORTH_IT)


def test_the_limit_never_sticks_when_users_overlap():
    before = blas_threads()
    entered, leave = threading.Event(), threading.Event()

    def other():
        with single_threaded_blas():
            entered.set()
            leave.wait(30)

    thread = threading.Thread(target=other)
    with single_threaded_blas():
        assert blas_threads() == {1}
        thread.start()
        entered.wait(30)
        with single_threaded_blas():  # and within one thread
            assert blas_threads() == {1}
        assert blas_threads() == {1}
    assert blas_threads() == before
    leave.set()
    thread.join()
    assert blas_threads() == before
    with single_threaded_blas():
        assert blas_threads() == {1}
    assert blas_threads() == before


def test_numpys_error_state_holds_in_the_threads(monkeypatch):
    monkeypatch.setenv("CNNKIT_THREADS", "2")
    zero = np.zeros(1)
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError):
        map_batch(lambda a, b: 1 / zero, 2, work=WORTH_IT)
    with np.errstate(divide="ignore"):
        assert map_batch(lambda a, b: (1 / zero).item(), 2, work=WORTH_IT) == [np.inf] * 2


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_numbers_do_not_depend_on_the_number_of_threads(monkeypatch, dtype):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(19, 8, 28, 30)).astype(dtype)
    w, dy = rng.normal(size=(12, 8, 3, 3)).astype(dtype), rng.normal(size=(19, 12, 28, 30))
    dy = dy.astype(dtype)
    results = []
    for threads in ("1", "2", "7"):
        monkeypatch.setenv("CNNKIT_THREADS", threads)
        pooled = F.max_pool2d(x, 3, 2)
        y = F.conv2d(x, w, padding=1)
        results.append((y, *F.conv2d_backward(dy, x, w, padding=1), pooled))
    for other in results[1:]:
        for got, expected in zip(other, results[0], strict=True):
            np.testing.assert_array_equal(got, expected)


def test_pools_are_kept():
    parallel._pools.clear()
    assert parallel._pool(2) is parallel._pool(2)
    assert parallel._pool(3) is not parallel._pool(2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_makes_threads_of_its_own():
    code = """
import os, warnings
warnings.simplefilter("ignore")
os.environ["CNNKIT_THREADS"] = "2"
from cnnkit.parallel import WORTH_IT, map_batch
work = lambda: map_batch(lambda a, b: a, 4, work=WORTH_IT)
work()
child = os.fork()
if child == 0:
    os._exit(0 if work() == [0, 1, 2, 3] else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
