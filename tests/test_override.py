import inspect
import threading

import numpy as np
import pytest

import cnnkit
import cnnkit.functional as functional
from cnnkit.errors import DeviceError, DTypeError, NonFiniteError, ParameterError, ShapeError
from cnnkit.layers import (
    AvgPool2d,
    BatchNorm1d,
    BatchNorm2d,
    Conv1d,
    Conv2d,
    ConvTranspose2d,
    CrossChannelMaxPool,
    Dropout,
    Flatten,
    GlobalAvgPool2d,
    LeakyReLU,
    Linear,
    LocalResponseNorm,
    LogSoftmax,
    Maxout,
    MaxPool2d,
    Pad2d,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    StochasticPool2d,
    SumPool2d,
    Tanh,
)
from cnnkit.override import NAMES, override, resolve

MAPS = (3, 4, 7, 6)
CALLERS = {
    "avg_pool2d": (lambda: AvgPool2d(3, 2, 1), MAPS),
    "batch_norm": (lambda: BatchNorm1d(4), (3, 4)),
    "conv1d": (lambda: Conv1d(4, 2, 3, stride=2, padding="same", rng=0), (3, 4, 7)),
    "conv2d": (lambda: Conv2d(4, 6, (3, 2), stride=2, padding=(1, 0, 2, 0), rng=0), MAPS),
    "conv_transpose2d": (
        lambda: ConvTranspose2d(4, 6, (3, 2), stride=2, padding=1, groups=2, rng=0),
        MAPS,
    ),
    "cross_channel_max_pool": (lambda: CrossChannelMaxPool(2), MAPS),
    "dropout": (lambda: Dropout(0.5, 0), (3, 4)),
    "flatten": (Flatten, MAPS),
    "global_pool2d": (GlobalAvgPool2d, MAPS),
    "leaky_relu": (lambda: LeakyReLU(0.3), MAPS),
    "linear": (lambda: Linear(4, 2, rng=0), (3, 4)),
    "local_response_norm": (LocalResponseNorm, MAPS),
    "log_softmax": (LogSoftmax, (3, 4)),
    "max_pool2d": (lambda: MaxPool2d((2, 3), (1, 2)), MAPS),
    "maxout": (lambda: Maxout(2), (3, 4)),
    "pad2d": (lambda: Pad2d((1, 2, 0, 3), "edge"), MAPS),
    "relu": (ReLU, MAPS),
    "sigmoid": (Sigmoid, MAPS),
    "softmax": (Softmax, (3, 4)),
    "spatial_batch_norm": (lambda: BatchNorm2d(4), MAPS),
    "stochastic_pool2d": (lambda: StochasticPool2d(2, rng=0), MAPS),
    "sum_pool2d": (lambda: SumPool2d(2), MAPS),
    "tanh": (Tanh, MAPS),
}
LOSSES = {"softmax_cross_entropy", "svm_loss", "mean_squared_error"}


def batch(shape, seed=0):
    return np.random.default_rng(seed).random(shape).astype(np.float32)


def test_every_name_that_can_be_overridden_is_tried_here():
    names = [*CALLERS, *LOSSES]
    assert sorted(NAMES) == sorted([*names, *(f"{name}_backward" for name in names)])
    assert all(callable(getattr(functional, name)) for name in NAMES)


@pytest.mark.parametrize("name", CALLERS)
def test_every_layer_calls_the_overriding_function_and_works_the_same(name):
    make, shape = CALLERS[name]
    called = []

    def spy(which):
        def function(*args, **kwargs):
            called.append(which)
            return getattr(functional, which)(*args, **kwargs)

        return function

    plain, spied = make(), make()
    y = plain(batch(shape))
    dy = batch(y.shape, 1)
    dx = plain.backward(dy)
    with override(**{name: spy(name), f"{name}_backward": spy(f"{name}_backward")}):
        np.testing.assert_array_equal(spied(batch(shape)), y)
        np.testing.assert_array_equal(spied.backward(dy), dx)
    assert called == [name, f"{name}_backward"]


@pytest.mark.parametrize("name", CALLERS)
def test_every_wrong_shape_is_noticed_forward_and_backward(name):
    make, shape = CALLERS[name]

    def cut(which):
        def function(*args, **kwargs):
            result = getattr(functional, which)(*args, **kwargs)
            if isinstance(result, tuple):
                return (result[0][..., 1:], *result[1:])
            return result[..., 1:]

        return function

    layer = make()
    y = layer(batch(shape))
    with override(**{name: cut(name)}), pytest.raises(ShapeError, match="in the place of"):
        layer(batch(shape))
    layer(batch(shape))
    backward = f"{name}_backward"
    with override(**{backward: cut(backward)}), pytest.raises(ShapeError, match="in the place of"):
        layer.backward(batch(y.shape))


def plus(x, number=1):
    return x + number


def test_only_inside_the_block_and_nested_and_after_errors():
    layer, x = ReLU(), np.array([[1.0]])
    with override(relu=plus):
        assert layer(x).item() == 2
        with override(relu=lambda x: plus(x, 10)):
            assert layer(x).item() == 11
        with override(sigmoid=plus):
            assert layer(x).item() == 2
        assert layer(x).item() == 2
        with pytest.raises(ZeroDivisionError), override(relu=lambda x: 1 / 0):
            layer(x)
        assert layer(x).item() == 2
    assert layer(x).item() == 1


def test_backward_stays_the_library_s():
    layer, x = ReLU(), np.array([[-1.0, 1.0]])
    with override(relu=plus):
        layer(x)
        np.testing.assert_array_equal(layer.backward(np.ones((1, 2))), [[0, 1]])


def test_other_threads_are_not_affected():
    results = []
    with override(relu=plus):
        thread = threading.Thread(target=lambda: results.append(ReLU()(np.array([[1.0]])).item()))
        thread.start()
        thread.join()
        assert ReLU()(np.array([[1.0]])).item() == 2
    assert results == [1]


def test_settings_that_say_nothing_may_be_missing():
    def conv(x, w, b, stride=1, padding=0):
        return functional.conv2d(x, w, b, stride=stride, padding=padding)

    x = batch((1, 2, 6, 6))
    layer = Conv2d(2, 4, 3, stride=2, padding=1, rng=0)
    with override(conv2d=conv):
        np.testing.assert_array_equal(layer(x), layer.forward(x))
        with pytest.raises(ParameterError) as caught:
            Conv2d(2, 4, 3, dilation=2, rng=0)(x)
    assert str(caught.value) == (
        "conv (in the place of conv2d): received dilation=2 from the layer. Expected only x, w, b, "
        "stride, padding, which is what it takes. Give it the argument dilation, or use a layer "
        "that does not need it."
    )


def test_the_answer_comes_back_in_the_type_of_the_inputs():
    with override(relu=lambda x: np.maximum(x, 0).astype(np.float64)):
        assert ReLU()(batch((2, 3))).dtype == np.float32
        assert ReLU()(batch((2, 3)).astype(np.float64)).dtype == np.float64


def test_the_loss_of_a_training_can_be_overridden():
    from cnnkit.training import SGD, train_step

    net = Linear(4, 3, rng=0)
    x, y = batch((5, 4)), np.arange(5) % 3
    with override(softmax_cross_entropy=lambda z, y: np.float32(7.5)):
        assert train_step(net, SGD(net.parameters(), 0.1), x, y).loss == 7.5


def returns(value):
    def mine(*args, **kwargs):
        return value

    return mine


def forget(x, *args, **kwargs):
    x + 1


def divide(x):
    with np.errstate(divide="ignore"):
        return np.float32(1) / (x * 0)


X = np.ones((1, 2), np.float32)
WRONG = {
    "no such name": (
        lambda: override(convolution=plus).__enter__(),
        ParameterError,
        f"override: received the name convolution. Expected a function that layers call: "
        f"{', '.join(NAMES)}. Write it as the library does, such as override(conv2d=convolution).",
    ),
    "no function": (
        lambda: override(relu=X).__enter__(),
        DTypeError,
        "override: received relu = an array of shape (1, 2) and dtype float32. Expected a "
        "function. Give the function itself, without calling it.",
    ),
    "nothing returned": (
        lambda: run(relu=forget),
        DTypeError,
        "forget (in the place of relu): received y = None. Expected an array of shape (1, 2). "
        "Look whether a return is missing.",
    ),
    "a list": (
        lambda: run(relu=returns([[1.0, 2.0]])),
        DTypeError,
        "mine (in the place of relu): received y = a list. Expected an array of shape (1, 2). "
        "Return an array.",
    ),
    "another shape": (
        lambda: run(relu=returns(np.ones((2, 1)))),
        ShapeError,
        "mine (in the place of relu): received y of shape (2, 1). Expected shape (1, 2). Try the "
        "function alone on a small input whose height and width differ.",
    ),
    "complex numbers": (
        lambda: run(relu=returns(X * 1j)),
        DTypeError,
        "mine (in the place of relu): received y of dtype complex64. Expected real numbers. Take "
        ".real at the end, if the imaginary part is rounding only.",
    ),
    "objects": (
        lambda: run(relu=returns(X.astype(object))),
        DTypeError,
        "mine (in the place of relu): received y of dtype object. Expected real numbers. Make the "
        "output with a floating-point dtype.",
    ),
    "not finite": (
        lambda: run(relu=divide),
        NonFiniteError,
        "divide (in the place of relu): received y with infinite values or NaN from finite inputs. "
        "Expected finite numbers. Look for a division by zero, an overflow or an output never "
        "written.",
    ),
    "one of three": (
        lambda: run_backward(linear_backward=returns(X)),
        ShapeError,
        "mine (in the place of linear_backward): received an array of shape (1, 2) and dtype "
        "float32. Expected the 3 values dx, dw, db. End the function with: return dx, dw, db.",
    ),
    "two of three": (
        lambda: run_backward(linear_backward=returns((X, X))),
        ShapeError,
        "mine (in the place of linear_backward): received 2 values. Expected the 3 values dx, dw, "
        "db. End the function with: return dx, dw, db.",
    ),
    "a loss that is no number": (
        lambda: loss(softmax_cross_entropy=returns(X)),
        DTypeError,
        "mine (in the place of softmax_cross_entropy): received an array of shape (1, 2) and dtype "
        "float32. Expected one number, the loss. Return the mean over the batch.",
    ),
}


def run(**functions):
    with override(**functions):
        return ReLU()(X)


def run_backward(**functions):
    layer = Linear(2, 2, rng=0)
    layer(X)
    with override(**functions):
        return layer.backward(X)


def loss(**functions):
    with override(**functions):
        return resolve("softmax_cross_entropy")(X, np.array([0]))


@pytest.mark.parametrize(("call", "error", "text"), WRONG.values(), ids=WRONG)
def test_errors(call, error, text):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == text


def test_infinities_that_came_in_are_not_blamed_on_the_function():
    with override(relu=plus):
        y = ReLU()(np.array([[np.inf, np.nan]]))
    assert not np.isfinite(y).any()


def test_an_answer_on_another_device_is_named():
    from standin import to_standin

    with override(relu=returns(X)), pytest.raises(DeviceError) as caught:
        ReLU()(to_standin(X))
    assert str(caught.value) == (
        "mine (in the place of relu): received y on cpu from inputs on stand-in. Expected all "
        "arrays on the same device. Make new arrays with xp = array_module(x), not with np."
    )


def test_a_whole_network_runs_on_loops():
    def loops(x, w, b, stride=1, padding=0):
        x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        n, _, h, width = x.shape
        f, _, kh, kw = w.shape
        y = np.zeros((n, f, (h - kh) // stride + 1, (width - kw) // stride + 1))
        for i in range(y.shape[2]):
            for j in range(y.shape[3]):
                window = x[:, None, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
                y[:, :, i, j] = (window * w).sum(axis=(2, 3, 4)) + b
        return y

    net = Sequential(Conv2d(1, 2, 3, padding=1, rng=0), ReLU(), Conv2d(2, 3, 2, stride=2, rng=0))
    x = batch((2, 1, 6, 8))
    expected = net(x)
    with override(conv2d=loops):
        np.testing.assert_allclose(net(x), expected, rtol=1e-5, atol=1e-6)


def test_it_is_what_the_package_calls_override():
    assert cnnkit.override is override
    assert inspect.signature(resolve).parameters.keys() == {"name"}
