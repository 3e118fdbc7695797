import numpy as np
import pytest

import cnnkit.functional as functional
from cnnkit.layers import LeakyReLU, LogSoftmax, Maxout, ReLU, Sigmoid, Softmax, Tanh
from layers.gradients import check_gradients

LAYERS = [ReLU(), LeakyReLU(0.2), Sigmoid(), Tanh(), Softmax(), LogSoftmax()]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_gradients_and_shape(layer, rng):
    x = rng.normal(size=(3, 4))
    check_gradients(layer, x)
    np.testing.assert_array_equal(layer(x), getattr(functional, layer.op)(x, **layer.settings()))
    assert layer.output_shape((4,)) == (4,)


@pytest.mark.parametrize("layer", LAYERS[:4], ids=repr)
def test_maps_too(layer, rng):
    check_gradients(layer, rng.normal(size=(2, 3, 4, 5)))


def test_maxout(rng):
    x = rng.normal(size=(3, 6))
    check_gradients(Maxout(3), x)
    np.testing.assert_array_equal(Maxout(3)(x), x.reshape(3, 3, 2).max(axis=2))
    assert Maxout(3).output_shape((6,)) == (3,)


def test_slope_is_shown():
    assert repr(LeakyReLU(0.2)) == "LeakyReLU(slope=0.2)"
    assert repr(LeakyReLU()) == "LeakyReLU()"
