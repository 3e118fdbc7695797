import inspect

import numpy as np
import pytest

import cnnkit.layers
from cnnkit.errors import CNNKitError, ParameterError, ShapeError
from cnnkit.layers import (
    BatchNorm2d,
    Conv2d,
    Dropout,
    Flatten,
    Layer,
    Linear,
    ReLU,
    Sequential,
)
from cnnkit.layers.parameter import Parameter


def net(seed=0):
    rng = np.random.default_rng(seed)
    return Sequential(
        conv=Conv2d(1, 3, 3, rng=rng),
        bn=BatchNorm2d(3),
        relu=ReLU(),
        flatten=Flatten(),
        drop=Dropout(0.5, rng),
        dense=Linear(48, 2, rng=rng),
    )


NAMES = ["conv.weight", "conv.bias", "bn.gamma", "bn.beta", "dense.weight", "dense.bias"]


class Own(Layer):
    """What a student writes: attributes, a list of layers, forward and backward."""

    def __init__(self):
        self.first = Linear(3, 3, rng=0)
        self.rest = [Linear(3, 3, rng=1), ReLU(), Linear(3, 2, rng=2)]
        self.scale = Parameter((1,), lambda shape, rng, dtype: np.full(shape, 2, dtype))

    def forward(self, x):
        x = self.first(x)
        for layer in self.rest:
            x = layer(x)
        self._saved = x
        return x * self.scale.value

    def backward(self, dy):
        self.scale.add_grad((dy * self.recall()).sum(keepdims=True).reshape(1))
        dy = dy * self.scale.value
        for layer in reversed(self.rest):
            dy = layer.backward(dy)
        return self.first.backward(dy)


def test_parameters_are_found_by_name():
    model = net()
    assert list(model.named_parameters()) == NAMES
    assert [p.shape for p in model.parameters()] == [(3, 1, 3, 3), (3,), (3,), (3,), (48, 2), (2,)]
    assert list(model.named_buffers()) == ["bn.running_mean", "bn.running_var"]
    assert list(model.named_layers()) == ["", "conv", "bn", "relu", "flatten", "drop", "dense"]


def test_a_layer_of_ones_own(rng):
    from layers.gradients import check_gradients

    model = Own()
    assert list(model.named_parameters()) == [
        "scale",
        "first.weight",
        "first.bias",
        "rest.0.weight",
        "rest.0.bias",
        "rest.2.weight",
        "rest.2.bias",
    ]
    check_gradients(model, rng.normal(size=(4, 3)))
    assert list(model.children()) == ["first", "rest.0", "rest.1", "rest.2"]
    with pytest.raises(NotImplementedError, match=r"Own defines no output_shape\(shape\)"):
        model.output_shape((3,))


def test_a_shared_parameter_appears_once():
    first, second = Linear(3, 3, rng=0), Linear(3, 3, bias=False, rng=1)
    second.weight = first.weight
    model = Sequential(first, second)
    assert list(model.named_parameters()) == ["0.weight", "0.bias"]
    x, dy = np.array([[1.0, 2.0, 3.0]]), np.array([[3.0, 1.0, -2.0]])
    model(x)
    model.backward(dy)
    w = first.weight.value
    both = x.T @ (dy @ w.T) + (x @ w).T @ dy
    np.testing.assert_allclose(first.weight.grad, both, rtol=1e-5)


@pytest.mark.parametrize("name", ["forward", "backward"])
def test_the_base_does_nothing(name):
    with pytest.raises(NotImplementedError, match=f"Layer defines no {name}"):
        getattr(Layer(), name)(np.ones(1))


def test_backward_needs_a_forward():
    with pytest.raises(CNNKitError) as caught:
        ReLU().backward(np.ones(1))
    assert str(caught.value) == (
        "ReLU.backward: received a call before any forward pass. Expected forward(x) first, for it "
        "keeps what backward needs. Call the layer on a batch, then backward(dy) with dy of the "
        "output's shape."
    )


def test_forget_drops_what_forward_kept(rng):
    model = net()
    model(rng.normal(size=(2, 1, 6, 6)))
    model.forget()
    with pytest.raises(CNNKitError):
        model.backward(np.ones((2, 2)))


def test_gradients_add_up_until_zero_grad(rng):
    model = Linear(3, 2, rng=0)
    x, dy = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    model(x)
    model.backward(dy)
    once = model.weight.grad.copy()
    model.backward(dy)
    np.testing.assert_allclose(model.weight.grad, 2 * once)
    model.zero_grad()
    assert model.weight.grad is None


def test_state_round_trip(rng):
    one, two = net(0), net(1)
    one(rng.normal(3.0, 2.0, size=(4, 1, 6, 6)))  # moves the running statistics
    state = one.state_dict()
    assert list(state) == [*NAMES, "bn.running_mean", "bn.running_var"]
    two.load_state_dict(state)
    for name, array in two.state_dict().items():
        np.testing.assert_array_equal(array, state[name])
        assert array.dtype == np.float32
    x = rng.normal(size=(2, 1, 6, 6)).astype(np.float32)
    np.testing.assert_array_equal(one.eval()(x), two.eval()(x))


def test_a_state_is_a_copy():
    model = net()
    state = model.state_dict()
    state["conv.weight"][:] = 0
    state["bn.running_var"][:] = 0
    assert model["conv"].weight.value.any()
    assert model["bn"].running_var.all()
    model.load_state_dict(kept := model.state_dict())
    kept["bn.running_var"][:] = 0
    assert model["bn"].running_var.all()


@pytest.mark.parametrize(
    ("change", "error", "text"),
    [
        (
            lambda state: state.pop("conv.bias"),
            ParameterError,
            "Sequential.load_state_dict: received a state with no conv.bias. Expected exactly the "
            "8 names that state_dict() gives here. Load the state into a network built in the same "
            "way.",
        ),
        (
            lambda state: (state.pop("conv.bias"), state.update(new=np.ones(1), old=np.ones(1))),
            ParameterError,
            "Sequential.load_state_dict: received a state with no conv.bias and also new, old. "
            "Expected exactly the 8 names that state_dict() gives here. Load the state into a "
            "network built in the same way.",
        ),
        (
            lambda state: state.update({"bn.running_var": np.ones(4)}),
            ShapeError,
            "Sequential.load_state_dict: received bn.running_var of shape (4,). Expected shape "
            "(3,). Load the state into a network built in the same way.",
        ),
    ],
)
def test_a_state_that_does_not_fit_changes_nothing(change, error, text):
    model = net(0)
    before = model.state_dict()
    state = net(1).state_dict()
    change(state)
    with pytest.raises(error) as caught:
        model.load_state_dict(state)
    assert str(caught.value) == text
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_train_and_eval_reach_every_layer():
    model = net()
    assert model.eval() is model
    assert not any(layer.training for layer in model.named_layers().values())
    assert model.train() is model
    assert all(layer.training for layer in model.named_layers().values())
    assert Layer.training is True


def test_freeze_and_unfreeze(rng):
    model = net()
    assert model.freeze("bn") is model
    trainable = [name for name, p in model.named_parameters().items() if p.trainable]
    assert trainable == ["dense.weight", "dense.bias"]
    model(rng.normal(size=(2, 1, 6, 6)))
    model.backward(np.ones((2, 2)))
    assert model["conv"].weight.grad is None
    assert model["dense"].weight.grad is not None
    model.unfreeze("conv")
    assert model["conv"].weight.trainable
    assert not model["bn"].gamma.trainable
    model.freeze()
    assert not any(p.trainable for p in model.parameters())


def test_freezing_up_to_a_layer_that_is_not_there():
    with pytest.raises(ParameterError) as caught:
        net().freeze("conv9")
    assert str(caught.value) == (
        "Sequential.freeze: received upto='conv9'. Expected the name of a layer inside: conv, bn, "
        "relu, flatten, drop, dense. Take one of these names, or leave `upto` out for the whole."
    )


def test_astype(rng):
    model = net().astype(np.float64)
    assert {p.value.dtype for p in model.parameters()} == {np.dtype(np.float64)}
    assert model["bn"].running_mean.dtype == np.float64
    assert model(rng.normal(size=(2, 1, 6, 6))).dtype == np.float64


def test_float32_stays_float32(rng):
    model = net()
    y = model(rng.normal(size=(2, 1, 6, 6)).astype(np.float32))
    dx = model.backward(np.ones_like(y))
    assert y.dtype == dx.dtype == np.float32
    assert {p.grad.dtype for p in model.parameters()} == {np.dtype(np.float32)}


def test_the_same_seed_gives_the_same_network():
    for name, array in net(4).state_dict().items():
        np.testing.assert_array_equal(array, net(4).state_dict()[name])
    assert (net(4)["conv"].weight.value != net(5)["conv"].weight.value).any()


def test_describes_itself_as_data_and_as_text():
    model = Sequential(conv=Conv2d(1, 3, 3, rng=0), relu=ReLU())
    assert (
        repr(model) == "Sequential(\n  conv: Conv2d(c_in=1, c_out=3, k=(3, 3))\n  relu: ReLU()\n)"
    )
    described = model.describe()
    assert described["kind"] == "Sequential"
    assert described["layers"]["conv"]["c_out"] == 3
    assert described["layers"]["relu"] == {"kind": "ReLU"}


SAMPLES = {
    "AvgPool2d": ((2,), (4, 6, 6)),
    "BatchNorm1d": ((4,), (4,)),
    "BatchNorm2d": ((4,), (4, 6, 6)),
    "Bottleneck": ((4, 2), (4, 6, 6)),
    "Conv1d": ((4, 3, 3), (4, 6)),
    "Conv2d": ((4, 3, 3), (4, 6, 6)),
    "ConvTranspose2d": ((4, 3, 3), (4, 6, 6)),
    "CrossChannelMaxPool": ((2,), (4, 6, 6)),
    "Dropout": ((0.5,), (4,)),
    "Flatten": ((), (4, 6, 6)),
    "GlobalAvgPool2d": ((), (4, 6, 6)),
    "GlobalMaxPool2d": ((), (4, 6, 6)),
    "Inception": ((4, 1, 2, 3, 4, 5, 6), (4, 6, 6)),
    "LeakyReLU": ((), (4,)),
    "Linear": ((4, 3), (4,)),
    "LocalResponseNorm": ((), (4, 6, 6)),
    "LogSoftmax": ((), (4,)),
    "MLPHead": ((144, 5, 3), (4, 6, 6)),
    "MaxPool2d": ((2,), (4, 6, 6)),
    "Maxout": ((2,), (4,)),
    "NaiveInception": ((4, 1, 2, 3), (4, 6, 6)),
    "Pad2d": ((1,), (4, 6, 6)),
    "PlainBlock": ((4, 3), (4, 6, 6)),
    "ReLU": ((), (4,)),
    "ResidualBlock": ((4, 3), (4, 6, 6)),
    "Sigmoid": ((), (4,)),
    "Softmax": ((), (4,)),
    "StochasticPool2d": ((2,), (4, 6, 6)),
    "SumPool2d": ((2,), (4, 6, 6)),
    "Tanh": ((), (4,)),
    "ZeroPad2d": ((1,), (4, 6, 6)),
}
NOT_ALONE = {"Branches", "Layer", "Parameter", "Residual", "Sequential", "projection_shortcut"}


def sample(name):
    """Return a layer of this kind and a batch for it, nowhere negative."""
    arguments, shape = SAMPLES[name]
    kind = getattr(cnnkit.layers, name)
    takes_rng = "rng" in inspect.signature(kind).parameters
    layer = kind(*arguments, **({"rng": 0} if takes_rng else {}))
    return layer, np.random.default_rng(0).random((3, *shape)).astype(np.float32)


def test_every_public_layer_is_sampled():
    assert set(SAMPLES) | NOT_ALONE == set(cnnkit.layers.__all__)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_layer_leaves_its_arguments_alone_and_keeps_the_type(name):
    layer, x = sample(name)
    kept = x.copy()
    y = layer(x)
    dy = np.random.default_rng(1).normal(size=y.shape).astype(np.float32)
    upstream = dy.copy()
    dx = layer.backward(dy)
    np.testing.assert_array_equal(x, kept)
    np.testing.assert_array_equal(dy, upstream)
    assert y.dtype == dx.dtype == np.float32
    assert dx.shape == x.shape
    assert (3, *layer.output_shape(x.shape[1:])) == y.shape
    np.testing.assert_array_equal(layer.backward(dy), dx, "backward twice gives the same")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_layer_runs_on_the_stand_in_device(name):
    from standin import DEVICE, StandInArray, detours, from_standin, to_standin

    host, x = sample(name)
    device, _ = sample(name)
    device.to(DEVICE)
    expected = host(x)
    detours.clear()
    y = device(to_standin(x))
    dx = device.backward(to_standin(np.ones(expected.shape, np.float32)))
    assert not detours, f"NumPy was called on arrays of the device: {detours}"
    assert isinstance(y, StandInArray)
    np.testing.assert_allclose(from_standin(y), expected, rtol=1e-5, atol=1e-6)
    host_dx = host.backward(np.ones(expected.shape, np.float32))
    np.testing.assert_allclose(from_standin(dx), host_dx, rtol=1e-5, atol=1e-5)
    for p, q in zip(device.parameters(), host.parameters(), strict=True):
        assert isinstance(p.grad, StandInArray)
        np.testing.assert_allclose(from_standin(p.grad), q.grad, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_layer_says_how_it_was_made(name):
    layer, _ = sample(name)
    described = layer.describe()
    assert described["kind"] == name
    assert repr(layer).startswith(f"{name}(")
    assert set(layer.arguments) <= set(described)
