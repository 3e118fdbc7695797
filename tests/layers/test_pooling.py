import numpy as np
import pytest

import cnnkit.functional as functional
from cnnkit.errors import ShapeError
from cnnkit.layers import (
    AvgPool2d,
    CrossChannelMaxPool,
    GlobalAvgPool2d,
    GlobalMaxPool2d,
    MaxPool2d,
    StochasticPool2d,
    SumPool2d,
)
from layers.gradients import check_gradients

WINDOWS = [(2, None, 0), (3, 2, 1), ((2, 3), (1, 2), 0)]


@pytest.mark.parametrize("kind", [MaxPool2d, AvgPool2d, SumPool2d])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_gradients_and_shapes(kind, window, rng):
    layer = kind(*window)
    x = rng.normal(size=(2, 3, 7, 8))
    check_gradients(layer, x)
    assert (2, *layer.output_shape((3, 7, 8))) == layer(x).shape
    function = getattr(functional, layer.op)
    k, stride, padding = window
    np.testing.assert_array_equal(layer(x), function(x, k, stride, padding))


@pytest.mark.parametrize("kind", [GlobalAvgPool2d, GlobalMaxPool2d])
def test_global_pooling(kind, rng):
    x = rng.normal(size=(2, 3, 4, 5))
    check_gradients(kind(), x)
    expected = x.mean(axis=(2, 3)) if kind is GlobalAvgPool2d else x.max(axis=(2, 3))
    np.testing.assert_allclose(kind()(x), expected)
    assert kind().output_shape((3, 4, 5)) == (3,)


def test_cross_channel_max(rng):
    x = rng.normal(size=(2, 6, 3, 4))
    check_gradients(CrossChannelMaxPool(2), x)
    np.testing.assert_array_equal(CrossChannelMaxPool(2)(x)[:, 1], x[:, 3:].max(axis=1))
    assert CrossChannelMaxPool(2).output_shape((6, 3, 4)) == (2, 3, 4)


def test_stochastic_pooling_draws_in_training(rng):
    layer = StochasticPool2d(2, rng=3)
    x = rng.random(size=(2, 2, 6, 8))
    y = layer(x)
    windows = x.reshape(2, 2, 3, 2, 4, 2).transpose(0, 1, 2, 4, 3, 5).reshape(*y.shape, 4)
    assert (windows == y[..., None]).any(axis=-1).all()
    assert (layer(x) != y).any(), "a second call draws anew"
    again = StochasticPool2d(2, rng=3)
    np.testing.assert_array_equal(again(x), y)
    dx = again.backward(np.ones_like(y))
    assert dx.sum() == y.size
    np.testing.assert_array_equal(dx * x, np.where(dx > 0, x, 0))


@pytest.mark.parametrize("window", [(2, None), (3, 2)], ids=str)
def test_stochastic_pooling_takes_the_mean_at_test_time(window, rng):
    layer = StochasticPool2d(*window, rng=3).eval()
    x = rng.random(size=(2, 2, 7, 8)) + 0.1
    check_gradients(layer, x)
    assert (2, *layer.output_shape((2, 7, 8))) == layer(x).shape
    k, _ = window
    first = x[:, :, :k, :k]
    mean = (first**2).sum(axis=(2, 3)) / first.sum(axis=(2, 3))
    np.testing.assert_allclose(layer(x)[:, :, 0, 0], mean)


def test_stochastic_pooling_of_nothing_is_nothing():
    layer = StochasticPool2d(2, rng=0).eval()
    assert layer(np.zeros((1, 1, 2, 2))).item() == 0.0


def test_a_map_that_was_flattened_cannot_be_pooled():
    with pytest.raises(ShapeError) as caught:
        MaxPool2d(2).output_shape((16,))
    assert str(caught.value) == (
        "MaxPool2d: received one example of shape (16,). Expected shape (C, H, W). "
        "Pool before flattening."
    )


def test_groups_must_divide_the_channels():
    with pytest.raises(ShapeError) as caught:
        CrossChannelMaxPool(4).output_shape((6, 3, 4))
    assert str(caught.value) == (
        "CrossChannelMaxPool: received 6 channels in 4 groups. Expected a number of channels that "
        "the groups divide. Change groups or the channels."
    )
