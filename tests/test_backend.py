import subprocess
import sys
import types

import numpy as np
import pytest

import cnnkit.standin
from cnnkit import backend
from cnnkit.errors import DeviceError, DTypeError, ParameterError
from standin import StandInArray


@pytest.fixture
def homes():
    """Undo what a test registers."""
    before = list(backend._HOMES)
    yield backend._HOMES
    backend._HOMES[:] = before


def there(x=(1.0, 2.0)) -> StandInArray:
    return backend.to_device(np.array(x), "stand-in")


def test_the_arrays_choose_the_module():
    assert backend.array_module(np.zeros(1)) is np
    assert backend.array_module(x=np.zeros(1), b=None, scale=2.0) is np
    assert backend.array_module() is np
    assert backend.array_module(None, 3) is np
    assert backend.array_module(there()) is not np
    assert backend.array_module(x=there(), scale=np.float32(2)) is not np


def test_mixed_devices_name_the_argument():
    with pytest.raises(DeviceError) as caught:
        backend.array_module(x=np.zeros(1), b=None, w=there())
    assert str(caught.value) == (
        "array_module: received x on cpu and w on stand-in. Expected all arrays on the same "
        "device. Move one with cnnkit.backend.to_device."
    )
    with pytest.raises(DeviceError, match="argument 0 on stand-in and argument 1 on cpu"):
        backend.array_module(there(), np.zeros(1))


def test_a_list_is_no_array():
    with pytest.raises(DTypeError) as caught:
        backend.array_module(x=[1, 2])
    assert str(caught.value) == (
        "array_module: received x as a list. Expected a NumPy or CuPy array. Make it one with "
        "numpy.asarray(x)."
    )
    with pytest.raises(DTypeError) as caught:
        backend.array_module([1, 2])
    assert str(caught.value) == (
        "array_module: received argument 0 as a list. Expected a NumPy or CuPy array. Make it one "
        "with numpy.asarray."
    )


def test_moving_there_and_back():
    x = np.arange(6.0).reshape(2, 3)
    moved = backend.to_device(x, "stand-in")
    assert backend.device_of(moved) == "stand-in"
    assert backend.device_of(x) == "cpu"
    np.testing.assert_array_equal(backend.to_numpy(moved), x)
    np.testing.assert_array_equal(backend.to_device(moved, "cpu"), x)
    assert backend.to_device(x, "cpu") is x
    assert backend.to_device(moved, "stand-in") is moved
    moved[0] = 7
    assert x[0, 0] == 0
    assert backend.to_numpy([1, 2]).tolist() == [1, 2]


def test_device_of_something_else():
    with pytest.raises(DTypeError) as caught:
        backend.device_of("x")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "device_of: received 'x'. Expected a NumPy or CuPy array. Make it one with numpy.asarray."
    )


def test_an_unknown_device_is_refused():
    with pytest.raises(ParameterError) as caught:
        backend.to_device(np.zeros(1), "tpu")
    assert str(caught.value) == (
        "to_device: received device='tpu'. Expected 'cpu' or 'gpu'. Choose one of the two."
    )


def test_the_default_device_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("CNNKIT_DEVICE", raising=False)
    assert backend.default_device() == "cpu"
    monkeypatch.setenv("CNNKIT_DEVICE", " GPU ")
    assert backend.default_device() == "gpu"
    monkeypatch.setenv("CNNKIT_DEVICE", "cuda")
    with pytest.raises(ParameterError) as caught:
        backend.default_device()
    assert str(caught.value) == (
        "default_device: received CNNKIT_DEVICE='cuda'. Expected 'cpu' or 'gpu'. Correct or unset "
        "the environment variable CNNKIT_DEVICE."
    )


def test_waiting_for_the_cpu_is_nothing(monkeypatch):
    monkeypatch.delenv("CNNKIT_DEVICE", raising=False)
    backend.synchronize()
    backend.synchronize("cpu")
    backend.synchronize("stand-in")


def test_without_cupy_the_gpu_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "cupy", None)
    assert backend.gpu_is_available() is False
    with pytest.raises(DeviceError) as caught:
        backend.to_device(np.zeros(1), "gpu")
    assert str(caught.value) == (
        "to_device: received device='gpu', but CuPy is not installed. Expected CuPy and a CUDA "
        "device. Install the extra 'cnnkit[gpu]', or use device='cpu'."
    )


class Cupy(types.ModuleType):
    """As much of CuPy as the backend touches, on a machine with or without a GPU."""

    class ndarray:
        def __init__(self, host):
            self.host = host

    def __init__(self, available):
        super().__init__("cupy")
        self.waited = 0
        stream = types.SimpleNamespace(synchronize=self._wait)
        self.cuda = types.SimpleNamespace(is_available=available, get_current_stream=lambda: stream)

    def _wait(self):
        self.waited += 1

    def asarray(self, host):
        return self.ndarray(host)

    def asnumpy(self, x):
        return x.host


def test_cupy_without_a_device_says_so(monkeypatch, homes):
    def broken():
        raise RuntimeError("driver")

    for available in (lambda: False, broken):
        monkeypatch.setitem(sys.modules, "cupy", Cupy(available))
        assert backend.gpu_is_available() is False
        with pytest.raises(DeviceError) as caught:
            backend.synchronize("gpu")
        assert str(caught.value) == (
            "synchronize: received device='gpu', but CuPy finds no CUDA device. Expected a CUDA "
            "device and its driver. Check that nvidia-smi lists a GPU, or use device='cpu'."
        )


def test_cupy_with_a_device_is_used(monkeypatch, homes):
    cupy = Cupy(lambda: True)
    monkeypatch.setitem(sys.modules, "cupy", cupy)
    assert backend.gpu_is_available() is True
    # An array that somebody else made with CuPy is recognised at once.
    assert backend.array_module(cupy.ndarray(np.ones(2))) is cupy
    x = backend.to_device(np.ones(2), "gpu")
    assert backend.device_of(x) == "gpu"
    assert backend.to_numpy(x).tolist() == [1, 1]
    backend.synchronize("gpu")
    assert cupy.waited == 1
    with pytest.raises(DeviceError, match="x on gpu and w on cpu"):
        backend.array_module(x=x, w=np.ones(1))


def test_registering_a_class_again_replaces_it(homes):
    before = len(homes)
    backend.register_array_module(StandInArray, cnnkit.standin._Library(np), "elsewhere")
    assert len(homes) == before
    assert backend.device_of(StandInArray(np.ones(1))) == "elsewhere"


@pytest.mark.gpu
def test_the_gpu_computes():
    if not backend.gpu_is_available():
        pytest.skip("no CUDA device, or CuPy is not installed")
    x = backend.to_device(np.arange(3.0), "gpu")
    xp = backend.array_module(x)
    y = xp.maximum(x, 1)
    backend.synchronize("gpu")
    assert backend.to_numpy(y).tolist() == [1, 1, 2]


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in out.stdout.split()}


def test_importing_the_library_loads_nothing_before_it_is_needed():
    heavy = {"cupy", "ipywidgets", "matplotlib", "nbgrader", "sklearn", "threadpoolctl", "IPython"}
    assert not modules_after("import cnnkit") & {*heavy, "numpy"}
    loaded = modules_after("import cnnkit; cnnkit.functional.conv2d; cnnkit.backend.array_module")
    assert "numpy" in loaded
    assert not loaded & heavy


def test_names_of_the_package():
    import cnnkit

    assert {"functional", "layers", "mine", "override"} <= set(dir(cnnkit))
    assert cnnkit.__version__
    with pytest.raises(AttributeError, match="module 'cnnkit' has no attribute 'nonsense'"):
        cnnkit.nonsense  # noqa: B018


def test_two_names_of_the_package_are_functions_whatever_was_imported_first():
    check = "assert callable(cnnkit.override) and callable(cnnkit.mine)"
    for first in ("import cnnkit", "import cnnkit.mine, cnnkit.override, cnnkit.layers"):
        code = f"{first}; {check}; from cnnkit.override import override; {check}"
        subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_part_of_an_array_lies_in_the_block_of_the_whole():
    for x in (np.zeros((4, 6)), there(np.zeros((4, 6)))):
        where = backend.block_of(x)
        assert where[1] == 4 * 6 * 8
        assert backend.block_of(x[1:, ::2]) == backend.block_of(x.reshape(-1)) == where
        assert backend.block_of(x.copy())[0] != where[0]
    windows = np.lib.stride_tricks.sliding_window_view(x := np.zeros((9, 9)), (3, 3))
    assert backend.block_of(windows) == backend.block_of(x)
