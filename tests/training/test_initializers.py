import numpy as np

import cnnkit.layers.initial as initial
from cnnkit.layers import Conv2d, Linear
from cnnkit.training import initializers


def test_they_are_the_rules_that_layers_draw_by():
    for name in initializers.__all__:
        assert getattr(initializers, name) is getattr(initial, name)


def test_layers_take_any_of_them():
    drawn = {}
    for name in ("kaiming", "xavier", "lecun", "zeros", "ones"):
        rule = getattr(initializers, name)
        drawn[name] = float(Conv2d(16, 32, 3, rng=0, init=rule).weight.value.std())
    assert drawn["kaiming"] > drawn["xavier"] > drawn["lecun"] * 0.5
    assert drawn["zeros"] == drawn["ones"] == 0
    wide = Linear(400, 400, rng=0, init=initializers.normal(0.02)).weight.value
    assert abs(wide.std() - 0.02) < 0.001


def test_kaiming_keeps_activations_alive_through_thirty_layers():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(64, 256))
    sizes = {}
    for name in ("kaiming", "lecun"):
        y = x
        for _ in range(30):
            y = np.maximum(y @ getattr(initializers, name)((256, 256), rng, np.float64), 0)
        sizes[name] = y.std()
    assert 0.1 < sizes["kaiming"] < 10
    assert sizes["lecun"] < 1e-3
