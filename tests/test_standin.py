import copy

import numpy as np
import pytest

from cnnkit import standin
from cnnkit.backend import array_module, to_device, to_numpy
from cnnkit.standin import StandInArray, trips
from standin import call_on_standin, detours, to_standin

HOST = np.arange(6.0).reshape(2, 3)


@pytest.fixture
def x() -> StandInArray:
    return to_device(HOST, "stand-in")


def test_it_does_not_become_a_numpy_array_by_itself(x):
    for attempt in (np.asarray, np.array, lambda a: np.add.at(np.zeros(3), [0], a)):
        with pytest.raises(TypeError):
            attempt(x)
    with pytest.raises(TypeError) as caught:
        np.asarray(x)
    assert str(caught.value) == (
        "Implicit conversion to a NumPy array is not allowed. "
        "Please use `.get()` to construct a NumPy array explicitly."
    )
    for name in ("__array_interface__", "__array_struct__", "__buffer__"):
        assert not hasattr(x, name)
    np.testing.assert_array_equal(x.get(), HOST)


@pytest.mark.parametrize(
    "mix",
    [
        lambda x: x + HOST,
        lambda x: HOST + x,
        lambda x: x @ HOST.T,
        lambda x: HOST.T @ x,
        lambda x: x < HOST,
        lambda x: x.__iadd__(HOST),
        lambda x: x.__setitem__(0, HOST[0]),
        lambda x: x[np.array([0])],
        lambda x: np.maximum(x, HOST),
        lambda x: np.concatenate([x, HOST]),
        lambda x: np.maximum(x, 0, out=HOST.copy()),
        lambda x: array_module(x).where(x > 0, HOST, 0),
    ],
)
def test_it_does_not_mix_with_numpy_arrays(x, mix):
    with pytest.raises(TypeError, match=r"^Unsupported type <class 'numpy.ndarray'>$"):
        mix(x)


def test_it_computes_like_numpy(x):
    xp = array_module(x)
    for got, expected in [
        (x + 1, HOST + 1),
        (2 - x, 2 - HOST),
        (-x, -HOST),
        (x**2 @ x.T, HOST**2 @ HOST.T),
        (x[:, ::2], HOST[:, ::2]),
        (x[xp.arange(2), xp.asarray([2, 0])], HOST[[0, 1], [2, 0]]),
        (x.sum(axis=0), HOST.sum(axis=0)),
        (xp.where(x > 2, x, 0), np.where(HOST > 2, HOST, 0)),
        (xp.fft.rfft2(x), np.fft.rfft2(HOST)),
        (xp.stack([x, x]), np.stack([HOST, HOST])),
        (~(x == 1), HOST != 1),
    ]:
        assert isinstance(got, StandInArray)
        np.testing.assert_array_equal(to_numpy(got), expected)
    assert (x.shape, x.ndim, x.size, len(x), x.dtype) == ((2, 3), 2, 6, 2, HOST.dtype)
    assert [row.get().tolist() for row in x] == HOST.tolist()


def test_it_changes_in_place(x):
    before = x
    x += 1
    x[0, 0] = 9
    x[:, 1] = x[:, 2]
    assert x is before
    np.testing.assert_array_equal(x.get(), [[9, 3, 3], [4, 6, 6]])
    np.testing.assert_array_equal(HOST, np.arange(6).reshape(2, 3))


def test_a_single_number_stays_on_the_device_until_it_is_asked_for(x):
    total = x.sum()
    assert isinstance(total, StandInArray)
    assert total.shape == ()
    assert float(total) == 15
    assert int(total) == 15
    assert bool(total > 14)
    assert list(range(20))[x.astype("int64")[0, 2]] == 2


def test_numpys_functions_work_by_a_detour_that_is_noted(x):
    detours.clear()
    assert isinstance(np.maximum(x, 3), StandInArray)
    assert isinstance(np.sum(x), StandInArray)
    assert detours == ["maximum", "sum"]
    detours.clear()
    array_module(x).maximum(x, 3)
    assert detours == []


def test_it_can_be_copied(x):
    twin = copy.deepcopy(x)
    twin[0] = 0
    np.testing.assert_array_equal(x.get(), HOST)
    assert repr(x).startswith("StandInArray(array(")


def test_a_call_that_leaves_the_device_is_caught():
    with pytest.raises(AssertionError, match=r"calls \['maximum'\] of NumPy"):
        call_on_standin(lambda x: np.maximum(x, 0), HOST)
    with pytest.raises(AssertionError, match=r"a NumPy array of shape \(2, 3\) came back"):
        call_on_standin(lambda x: x.get(), HOST)
    result = call_on_standin(lambda x, k: {"y": (x + k, None)}, HOST, k=HOST)
    np.testing.assert_array_equal(result["y"][0], 2 * HOST)


def test_whole_structures_move():
    there = to_standin({"a": [HOST, 1], "b": (None, HOST)})
    assert isinstance(there["a"][0], StandInArray)
    assert isinstance(there["b"][1], StandInArray)
    assert there["a"][1] == 1
    assert standin.DEVICE == "stand-in"


def test_what_is_brought_to_the_cpu_is_noted(x):
    trips.clear()
    float(x.sum())
    assert trips == []
    x.get()
    x.tolist()
    array_module(x).asnumpy(x)
    assert trips == ["get", "tolist", "get"]


def test_windows_are_taken_on_the_device(x):
    xp = array_module(x)
    detours.clear()
    windows = xp.lib.stride_tricks.sliding_window_view(x, 2, axis=1)
    np.testing.assert_array_equal(windows.get()[0], [[0, 1], [1, 2]])
    assert detours == []
