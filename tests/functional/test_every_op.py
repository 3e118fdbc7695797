"""What holds for every op alike: types, purity, memory layout, devices, emptiness, non-numbers."""

import copy
import inspect
import warnings
from typing import Any

import numpy as np
import pytest

from cnnkit import backend
from cnnkit import functional as F
from cnnkit.errors import DeviceError, DTypeError, ShapeError
from functional.catalogue import CALLS, GEOMETRY, MOVES_ONLY, Call
from functional.properties import flat
from standin import call_on_standin, from_standin, to_standin

every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.op)


def is_real(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def convert(call: Call, dtype: Any) -> list[Any]:
    return [a.astype(dtype) if is_real(a) else a for a in call.args]


def real_results(value: Any) -> list[np.ndarray]:
    return [v for v in flat(value) if is_real(v)]


def same(got: Any, expected: Any, rtol: float = 0.0, atol: float = 0.0) -> None:
    got, expected = flat(got), flat(expected)
    assert len(got) == len(expected)
    for g, e in zip(got, expected, strict=True):
        if e is None:
            assert g is None
        else:
            np.testing.assert_allclose(g, e, rtol=rtol, atol=atol)


def test_the_catalogue_names_every_op():
    assert {call.op for call in CALLS} == set(F.__all__) - GEOMETRY


def test_every_forward_has_a_backward_with_dy_first_or_last():
    exempt = {"conv2d_fft", "correlate1d", "correlate2d", "convolve1d", "convolve2d"}
    forwards = {n for n in set(F.__all__) - GEOMETRY - exempt if not n.endswith("_backward")}
    assert {f"{name}_backward" for name in forwards} <= set(F.__all__)


@every_call
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_type_of_the_numbers_is_kept(call: Call, dtype: str):
    for result in real_results(call.run(*convert(call, dtype))):
        assert result.dtype == dtype


@every_call
def test_float32_agrees_with_float64(call: Call):
    same(call.run(*convert(call, "float32")), call.run(), rtol=2e-4, atol=2e-5)


@every_call
def test_one_float64_among_float32_gives_float64(call: Call):
    args = convert(call, "float32")
    for position, value in enumerate(args):
        if is_real(value):
            mixed = list(args)
            mixed[position] = value.astype("float64")
            for result in real_results(call.run(*mixed)):
                assert result.dtype == "float64"


@every_call
@pytest.mark.parametrize("dtype", ["uint8", "int64", "float16", "bool"])
def test_small_numbers_become_float32_without_wrapping(call: Call, dtype: str):
    ceiling = {"uint8": 255, "bool": 1}.get(dtype, 300)
    narrow = [
        (np.abs(a) * 100).clip(0, ceiling).round().astype(dtype) if is_real(a) else a
        for a in call.args
    ]
    wide = [
        a.astype("float32") if is_real(b) else a for a, b in zip(narrow, call.args, strict=True)
    ]
    got, expected = call.run(*narrow), call.run(*wide)
    same(got, expected, rtol=1e-6)
    if call.op not in MOVES_ONLY:
        for result in flat(got):
            if isinstance(result, np.ndarray) and result.dtype.kind != "b":
                assert result.dtype in ("float32", "int32")


@every_call
def test_arguments_are_left_alone_and_results_are_new(call: Call):
    args = [a if callable(a) else copy.deepcopy(a) for a in call.args]
    result = call.run(*args)
    for before, after in zip(call.args, args, strict=True):
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(after, before)
            for array in flat(result):
                if isinstance(array, np.ndarray):
                    assert not np.shares_memory(array, after)
                    assert array.flags.writeable


@every_call
def test_the_second_call_gives_the_very_same_numbers(call: Call):
    same(call.run(), call.run())


@every_call
@pytest.mark.parametrize("layout", ["fortran", "strided", "reversed", "read-only", "subclass"])
def test_memory_layout_does_not_matter(call: Call, layout: str):
    def lay_out(a: np.ndarray) -> np.ndarray:
        if layout == "fortran":
            return np.asfortranarray(a)
        if layout == "strided":
            wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
            wide[..., ::2] = a
            return wide[..., ::2]
        if layout == "reversed":
            return a[..., ::-1].copy()[..., ::-1]
        if layout == "subclass":
            return a.view(np.memmap)
        a = a.copy()
        a.flags.writeable = False
        return a

    args = [lay_out(a) if isinstance(a, np.ndarray) else a for a in call.args]
    result = call.run(*args)
    same(result, call.run(), rtol=1e-10, atol=1e-12)
    for array in flat(result):
        assert not isinstance(array, np.memmap)


@every_call
def test_the_same_on_a_device(call: Call):
    args = tuple(a() if callable(a) else a for a in call.args)
    same(call_on_standin(call.function, *args, **call.kwargs), call.run(), rtol=1e-12, atol=1e-14)


def real_positions(call: Call) -> list[int]:
    return [position for position, value in enumerate(call.args) if is_real(value)]


several = [call for call in CALLS if len(real_positions(call)) > 1]


@pytest.mark.parametrize("call", several, ids=lambda call: call.op)
def test_arrays_on_two_devices_are_refused(call: Call):
    real = real_positions(call)
    args = [a() if callable(a) else a for a in call.args]
    args[real[-1]] = to_standin(args[real[-1]])
    with pytest.raises(DeviceError, match=f"^{call.op}: received .* on cpu and .* on stand-in"):
        call.function(*args, **call.kwargs)


@pytest.mark.gpu
@every_call
def test_the_same_on_the_gpu(call: Call):
    if not backend.gpu_is_available():
        pytest.skip("no CUDA device, or CuPy is not installed")

    def move(value: Any) -> Any:
        return backend.to_device(value, "gpu") if isinstance(value, np.ndarray) else value

    args = [move(a() if callable(a) else a) for a in call.args]
    result = flat(call.function(*args, **call.kwargs))
    for array in result:
        assert array is None or isinstance(array, float) or backend.device_of(array) == "gpu"
    here = [r if r is None or isinstance(r, float) else backend.to_numpy(r) for r in result]
    same(tuple(here), tuple(flat(call.run())), rtol=1e-9, atol=1e-11)


@every_call
def test_what_is_not_an_array_is_named(call: Call):
    for position in real_positions(call):
        value = call.args[position]
        args = [a() if callable(a) else a for a in call.args]
        args[position] = value.tolist()
        with pytest.raises(DTypeError) as caught:
            call.function(*args, **call.kwargs)
        name = str(caught.value).split("received ")[1].split(" as ")[0]
        assert str(caught.value) == (
            f"{call.function.__name__}: received {name} as a list. Expected a NumPy or CuPy array. "
            f"Make it one with numpy.asarray({name})."
        )
        args[position] = value.astype(object)
        with pytest.raises(DTypeError) as caught:
            call.function(*args, **call.kwargs)
        assert str(caught.value) == (
            f"{call.function.__name__}: received {name} of dtype object. Expected real numbers. "
            f"Convert it: {name}.astype('float32')."
        )


takes_any_number = [call for call in CALLS if call.op != "stochastic_pool2d"]  # shares of a sum


@pytest.mark.parametrize("call", takes_any_number, ids=lambda call: call.op)
@pytest.mark.parametrize("number", [np.inf, -np.inf, np.nan, 1e300])
def test_infinities_and_nan_pass_silently(call: Call, number: float):
    for position, value in enumerate(call.args):
        if is_real(value):
            args = list(call.args)
            args[position] = np.full_like(value, number)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                call.run(*args)


# What is not cut along the batch, and the ops that have none.
PARAMETERS = {"w", "b", "gamma", "beta", "running_mean", "running_var"}
NO_BATCH = {"correlate1d", "correlate2d", "convolve1d", "convolve2d", "col2im"}
NO_BATCH |= {"im2col_backward", "stochastic_pool2d_backward", "roi_pool2d"}
NO_BATCH |= {"roi_pool2d_backward", "l1_penalty", "l2_penalty"}
NO_BATCH |= {"l1_penalty_backward", "l2_penalty_backward"}
NEEDS_EXAMPLES = {"softmax_cross_entropy", "cross_entropy", "svm_loss", "mean_squared_error"}
NEEDS_EXAMPLES |= {"batch_norm", "spatial_batch_norm"}
batch_calls = [call for call in CALLS if call.op not in NO_BATCH]


def without_examples(call: Call) -> list[Any]:
    names = inspect.signature(call.function).parameters
    return [
        a[:0] if isinstance(a, np.ndarray) and name not in PARAMETERS else a
        for name, a in zip(names, call.args, strict=False)
    ]


def learns(call: Call) -> bool:
    """Whether the call cannot do without examples: a loss, or statistics of the batch."""
    testing = "batch_norm" in call.op and call.args[-1] is False
    return call.op.removesuffix("_backward") in NEEDS_EXAMPLES and not testing


@pytest.mark.parametrize("call", [c for c in batch_calls if learns(c)], ids=lambda c: c.op)
def test_an_empty_batch_has_no_loss_and_no_mean(call: Call):
    with pytest.raises(ShapeError, match=r"^\w+: received \w+ of shape .* leave it out\.$"):
        call.run(*without_examples(call))


@pytest.mark.parametrize("call", [c for c in batch_calls if not learns(c)], ids=lambda c: c.op)
def test_an_empty_batch_gives_empty_results(call: Call):
    names = inspect.signature(call.function).parameters
    results, usual = flat(call.run(*without_examples(call))), flat(call.run())
    for got, expected in zip(results, usual, strict=True):
        if got is None:
            assert expected is None
        elif got.shape == expected.shape:  # running statistics, or gradients of parameters: zero
            assert "running_mean" in names or not got.any()
        else:
            assert got.shape == (0, *expected.shape[1:])
            assert got.dtype == expected.dtype


def test_from_and_to_the_device_are_inverse():
    arrays = {"x": np.arange(3), "y": (np.ones(2), None)}
    there = to_standin(arrays)
    with pytest.raises(TypeError, match="Implicit conversion"):
        np.asarray(there["x"])
    np.testing.assert_array_equal(from_standin(there)["x"], arrays["x"])
