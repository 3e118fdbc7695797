"""A small network with every kind of trap: two modes, gradients kept, a part inside a part."""

import numpy as np
import pytest

from cnnkit.layers import BatchNorm2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential


@pytest.fixture
def rng():
    return np.random.default_rng(11)


@pytest.fixture
def model(rng):
    net = Sequential(
        stage=Sequential(conv=Conv2d(2, 4, 3, rng=rng), bn=BatchNorm2d(4), relu=ReLU()),
        pool=MaxPool2d(2),
        conv2=Conv2d(4, 5, 3, rng=rng),
        relu2=ReLU(),
        flatten=Flatten(),
        drop=Dropout(0.5, rng=rng),
        dense=Linear(5 * 2 * 3, 3, rng=rng),
    ).astype(np.float64)
    net.train()
    net.backward(net(rng.normal(size=(6, 2, 10, 12))))  # running statistics and gradients
    return net


@pytest.fixture
def image(rng):
    return rng.random((2, 10, 12))


@pytest.fixture
def unchanged(model):
    """Compare everything about the network before and after the test."""

    def look():
        arrays = {**model.state_dict(), **{n: p.grad for n, p in model.named_parameters().items()}}
        modes = [layer.training for layer in model.named_layers().values()]
        flags = [p.trainable for p in model.parameters()]
        return {name: array.copy() for name, array in arrays.items()}, modes, flags

    model["pool"].training = False
    model["conv2"].bias.trainable = False
    before = look()
    yield
    after = look()
    assert after[1:] == before[1:]
    for name, array in before[0].items():
        np.testing.assert_array_equal(after[0][name], array, err_msg=name)
