import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cnnkit.functional as functional
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.layers import Conv1d, Conv2d, ConvTranspose2d
from cnnkit.layers.outline import Outline
from cnnkit.override import override
from layers.gradients import check_gradients

GEOMETRIES = [
    {},
    {"stride": 2, "padding": 1},
    {"stride": (1, 2), "padding": (0, 2), "dilation": (2, 1)},
    {"padding": (1, 0, 2, 1)},
    {"padding": "same", "stride": 2},
    {"padding": "full"},
    {"groups": 2, "padding": 1, "padding_mode": "reflect"},
]


@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
@pytest.mark.parametrize("bias", [True, False])
def test_conv2d_gradients_and_shapes(geometry, bias, rng):
    layer = Conv2d(4, 6, (3, 2), bias=bias, rng=1, **geometry)
    x = rng.normal(size=(2, 4, 6, 7))
    check_gradients(layer, x)
    assert (2, *layer.output_shape((4, 6, 7))) == layer(x).shape


def test_conv2d_is_the_function_with_its_own_weights(rng):
    layer = Conv2d(3, 5, 3, stride=2, padding=1, rng=1)
    x = rng.normal(size=(2, 3, 8, 9)).astype(np.float32)
    y = functional.conv2d(x, layer.weight.value, layer.bias.value, stride=2, padding=1)
    np.testing.assert_array_equal(layer(x), y)
    assert layer(x).dtype == np.float32


@pytest.mark.parametrize(
    "geometry",
    [{}, {"stride": 2, "padding": 1}, {"padding": "same", "dilation": 2}, {"padding": (2, 0)}],
    ids=str,
)
def test_conv1d_gradients_and_shapes(geometry, rng):
    layer = Conv1d(2, 3, 4, rng=1, **geometry)
    x = rng.normal(size=(2, 2, 11))
    check_gradients(layer, x)
    assert (2, *layer.output_shape((2, 11))) == layer(x).shape


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"stride": 2, "padding": 1, "output_padding": 1},
        {"stride": (2, 3), "dilation": (1, 2)},
        {"groups": 2},
    ],
    ids=str,
)
def test_conv_transpose2d_gradients_and_shapes(geometry, rng):
    layer = ConvTranspose2d(4, 2, (3, 2), rng=1, **geometry)
    x = rng.normal(size=(2, 4, 3, 5))
    check_gradients(layer, x)
    assert (2, *layer.output_shape((4, 3, 5))) == layer(x).shape


def test_a_transposed_convolution_brings_the_size_back():
    down = Conv2d(3, 8, 4, stride=2, padding=1, rng=0)
    up = ConvTranspose2d(8, 3, 4, stride=2, padding=1, rng=0)
    assert up.output_shape(down.output_shape((3, 14, 10))) == (3, 14, 10)


@settings(max_examples=40, deadline=None)
@given(
    h=st.integers(1, 12),
    width=st.integers(1, 12),
    k=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=st.integers(1, 3),
    padding=st.sampled_from([0, 1, 2, "same", "full", (1, 0, 0, 2)]),
    dilation=st.integers(1, 2),
)
def test_output_shape_says_what_forward_does(h, width, k, stride, padding, dilation):
    layer = Conv2d(1, 2, k, stride=stride, padding=padding, dilation=dilation, rng=0)
    x = np.zeros((1, 1, h, width), np.float32)
    try:
        shape = layer.output_shape((1, h, width))
    except ShapeError:
        with pytest.raises(ShapeError):
            layer(x)
    else:
        assert layer(x).shape[1:] == shape


def test_macs_count_one_product_a_weight_and_place():
    assert Conv2d(3, 8, 5, padding=2, rng=0).macs((3, 32, 32)) == 8 * 32 * 32 * 3 * 25
    assert Conv2d(4, 8, 3, groups=2, rng=0).macs((4, 6, 6)) == 8 * 4 * 4 * 2 * 9
    assert Conv1d(2, 3, 4, rng=0).macs((2, 11)) == 3 * 8 * 2 * 4
    assert ConvTranspose2d(4, 2, 3, stride=2, rng=0).macs((4, 5, 5)) == 4 * 25 * 2 * 9


def test_what_one_output_sees():
    wide = Conv2d(1, 1, (3, 5), stride=(1, 2), dilation=(2, 1), rng=0)
    seen = wide.trace(wide.trace(Outline.of((1, 40, 40))))
    assert seen.field == (9, 13)
    assert seen.jump == (1, 4)


def test_the_first_scale_keeps_activations_alive(rng):
    x = rng.normal(size=(8, 16, 10, 10)).astype(np.float32)
    for layer in (Conv2d(16, 32, 3, rng=0), ConvTranspose2d(16, 32, 4, stride=2, rng=0)):
        y = layer(x)[:, :, 3:-3, 3:-3]
        assert 1.5 < y.var() < 2.5


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (
            lambda: Conv2d(3, 8, 3, groups=2, rng=0),
            ParameterError,
            "Conv2d: received groups=2 for c_in=3 and c_out=8. Expected a number of groups that "
            "divides both. Change groups or the channels.",
        ),
        (
            lambda: Conv2d(3, 0, 3, rng=0),
            ParameterError,
            "Conv2d: received c_out = 0. Expected an integer of at least 1. Correct c_out.",
        ),
        (
            lambda: Conv2d(3, 8, 3, rng=None),
            ParameterError,
            "Conv2d: received rng=None. Expected a numpy.random.Generator or a seed of 0 or more. "
            "Give rng=numpy.random.default_rng(0), or rng=0.",
        ),
        (
            lambda: Conv2d(3, 8, 3, rng=0).output_shape((4, 8, 8)),
            ShapeError,
            "Conv2d: received one example of shape (4, 8, 8). Expected shape (C, H, W) with C = 3. "
            "Make c_in equal to the channels that come in.",
        ),
        (
            lambda: Conv1d(3, 8, 3, rng=0).output_shape((3, 8, 8)),
            ShapeError,
            "Conv1d: received one example of shape (3, 8, 8). Expected shape (C, L) with C = 3. "
            "Make c_in equal to the channels that come in.",
        ),
    ],
)
def test_errors(make, error, text):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == text


def test_describes_itself():
    layer = Conv2d(3, 8, 5, padding=2, bias=False, rng=0)
    assert repr(layer) == "Conv2d(c_in=3, c_out=8, k=(5, 5), padding=2, bias=False)"
    assert layer.describe()["kind"] == "Conv2d"
    again = {key: value for key, value in layer.describe().items() if key != "kind"}
    assert Conv2d(**again, rng=0).describe() == layer.describe()


@pytest.mark.parametrize(
    "settings",
    [{"padding": 1}, {"stride": 2, "groups": 2}, {"padding": 1, "padding_mode": "reflect"}],
)
@pytest.mark.parametrize("channels", [(2, 2), (2, 8)])
def test_learning_gives_the_parameters_what_backward_does(rng, settings, channels):
    layer = Conv2d(*channels, 3, rng=0, **settings)
    x = rng.normal(size=(3, 2, 7, 8))
    dy = rng.normal(size=layer(x).shape)
    layer.backward(dy)
    expected = [parameter.grad for parameter in layer.parameters()]
    layer.zero_grad()
    layer.learn(dy)
    for parameter, grad in zip(layer.parameters(), expected, strict=True):
        np.testing.assert_allclose(parameter.grad, grad, rtol=1e-12)


def test_learning_uses_a_function_of_your_own(rng):
    layer, asked = Conv2d(1, 2, 3, rng=0), []

    def mine(dy, x, w):
        asked.append(x.shape)
        return x, w, dy.sum(axis=(0, 2, 3))

    dy = np.ones_like(layer(rng.normal(size=(2, 1, 5, 5))))
    with override(conv2d_backward=mine):
        layer.learn(dy)
    assert asked == [(2, 1, 5, 5)]
    np.testing.assert_array_equal(layer.weight.grad, layer.weight.value)
