import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.layers import Flatten, Linear, ReLU, Sequential
from cnnkit.training import cut_network, fine_tune, freeze


def net():
    rng = np.random.default_rng(0)
    return Sequential(
        flatten=Flatten(), low=Linear(16, 8, rng=rng), relu=ReLU(), head=Linear(8, 3, rng=rng)
    )


def data():
    rng = np.random.default_rng(1)
    y = rng.integers(0, 3, 60)
    x = rng.normal(scale=0.3, size=(60, 1, 4, 4)).astype(np.float32)
    x[np.arange(60), 0, y, y] += 2
    return x, y


def test_cutting_shares_the_layers():
    model = net()
    for at in ("relu", 2, -2):
        cut = cut_network(model, at)
        assert list(cut.children()) == ["flatten", "low", "relu"]
        assert cut["low"] is model["low"]


def test_only_what_is_not_frozen_learns():
    model, (x, y) = net(), data()
    assert freeze(model, "relu") is model
    before = model.state_dict()
    history = fine_tune(model, x, y, 15, 0.1, np.random.default_rng(0))
    after = model.state_dict()
    np.testing.assert_array_equal(after["low.weight"], before["low.weight"])
    assert (after["head.weight"] != before["head.weight"]).any()
    assert history.loss[-1] < 0.7 * history.loss[0]


def test_the_generator_decides():
    x, y = data()
    losses = [
        fine_tune(net(), x, y, 2, 0.1, np.random.default_rng(seed), batch_size=8).loss
        for seed in (1, 1, 2)
    ]
    assert losses[0] == losses[1]
    assert losses[0] != losses[2]


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: cut_network(net(), "conv"),
            "cut_network: received at='conv'. Expected one of: flatten, low, relu, head. Take the "
            "name of a layer directly inside.",
        ),
        (
            lambda: cut_network(net(), 4),
            "cut_network: received at=4 of 4 layers. Expected a place from 0 to 3. Count the "
            "layers from 0.",
        ),
        (
            lambda: fine_tune(net().freeze(), *data(), 1, 0.1, np.random.default_rng(0)),
            "fine_tune: received a network with every layer frozen. Expected at least one layer "
            "that learns. Freeze only up to the layer before the head.",
        ),
    ],
)
def test_errors(call, text):
    with pytest.raises(ParameterError) as caught:
        call()
    assert str(caught.value) == text
