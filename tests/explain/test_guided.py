import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.explain import (
    deconv_relu_backward,
    guided_backprop,
    guided_relu_backward,
    randomised,
)
from cnnkit.layers import Flatten, Linear, ReLU, Sequential


def test_the_two_rules(rng):
    dy, x = rng.normal(size=(2, 3, 4, 5))
    dy[0, 0, :3], x[0, 0, :3] = (0, 1, -1), (1, 0, 0)
    guided, deconv = guided_relu_backward(dy, x), deconv_relu_backward(dy, x)
    for place in np.ndindex(dy.shape):
        up, value = dy[place], x[place]
        assert guided[place] == (up if up > 0 and value > 0 else 0)
        assert deconv[place] == max(up, 0)


@pytest.fixture
def two_layers():
    """Four hidden units: every combination of a positive or negative input and gradient."""
    net = Sequential(
        flatten=Flatten(), one=Linear(2, 4, rng=0), relu=ReLU(), two=Linear(4, 2, rng=0)
    ).astype(np.float64)
    net["one"].weight.value = np.array([[1.0, 1.0, -1.0, -1.0], [2.0, 3.0, 5.0, 7.0]])
    net["one"].bias.value = np.array([0.0, 0.0, 0.0, 0.0])
    net["two"].weight.value = np.array([[1.0, 0.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0]])
    return net


@pytest.mark.parametrize(
    ("rule", "expected"), [("guided", [1.0, 2.0]), ("deconvolution", [1.0 - 1.0, 2.0 + 5.0])]
)
def test_by_hand(two_layers, rule, expected):
    got = guided_backprop(two_layers, np.array([[[1.0, 0.0]]]), 0, rule)
    np.testing.assert_array_equal(got, [[expected]])


def test_the_rule_ends_with_the_call(two_layers):
    x = np.array([[[[1.0, 0.0]]]])
    guided_backprop(two_layers, x[0], 0)
    two_layers(x)
    np.testing.assert_array_equal(two_layers.backward(np.array([[1.0, 0.0]])), [[[[0.0, -1.0]]]])


def test_without_relu_it_is_the_gradient(rng):
    net = Sequential(flatten=Flatten(), dense=Linear(6, 3, rng=1))
    got = guided_backprop(net, rng.random((1, 2, 3)), 1)
    np.testing.assert_allclose(got.ravel(), net["dense"].weight.value[:, 1])


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("rule", ["guided", "deconvolution"])
def test_network_and_image_stay(model, image, rule):
    before = image.copy()
    assert guided_backprop(model, image, 1, rule).shape == image.shape
    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize("rule", ["guided", "deconvolution"])
def test_it_depends_on_the_weights(model, image, rng, rule):
    other = randomised(model, rng)
    mine, theirs = (guided_backprop(m, image, 1, rule) for m in (model, other))
    assert not np.allclose(mine, theirs, rtol=1e-3)


def test_another_rule_is_refused(model, image):
    with pytest.raises(ParameterError) as caught:
        guided_backprop(model, image, 1, "magic")  # pyright: ignore[reportArgumentType]
    assert str(caught.value) == (
        "guided_backprop: received rule='magic'. Expected one of: guided, deconvolution. "
        'Write rule="guided".'
    )
