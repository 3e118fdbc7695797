"""Memory that is used again and again."""

import threading

import numpy as np

from cnnkit.functional.workspace import ALIGNMENT, KEPT_BYTES, Workspace

F4 = np.dtype("f4")


def address(array):
    return array.__array_interface__["data"][0]


def fill(workspace):
    workspace.begin(0)
    return [workspace.zeros(np, shape, F4) for shape in ((3, 5), (1000,), (2, 2, 2))]


def test_the_same_memory_from_the_second_time_on():
    workspace = Workspace()
    fill(workspace)
    first = [address(array) for array in fill(workspace)]
    assert [address(array) for array in fill(workspace)] == first
    assert all(at % ALIGNMENT == 0 for at in first)


def test_what_was_expected_is_there_the_first_time():
    workspace = Workspace()
    workspace.begin(4096)
    arrays = [workspace.empty(np, (500,), F4) for _ in range(2)]
    assert all(np.shares_memory(array, workspace._block) for array in arrays)


def test_arrays_do_not_overlap():
    workspace = Workspace()
    for _ in range(3):
        arrays = fill(workspace)
        for number, array in enumerate(arrays):
            assert not array.any()
            array[...] = number + 1
        assert [set(array.flat) for array in arrays] == [{1.0}, {2.0}, {3.0}]


def test_there_is_a_limit():
    workspace = Workspace()
    for _ in range(3):
        workspace.begin(KEPT_BYTES)
        large = workspace.empty(np, (KEPT_BYTES // 4 + 1,), F4)
        small = workspace.empty(np, (4,), F4)
        large[...] = 1
        small[...] = 2
        assert large.all()
    assert len(workspace._block) <= KEPT_BYTES


def test_every_thread_has_its_own():
    workspace = Workspace()
    fill(workspace)
    mine = fill(workspace)
    theirs = []

    def other():
        fill(workspace)
        theirs.extend(fill(workspace))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert not any(np.shares_memory(a, b) for a in mine for b in theirs)
