import numpy as np
import pytest

from cnnkit.layers import BatchNorm1d, Conv2d, Flatten, Layer, Linear, ReLU, Sequential
from cnnkit.training import first_non_finite, gradient_norms


def net():
    rng = np.random.default_rng(0)
    return Sequential(
        body=Sequential(conv=Conv2d(1, 2, 3, rng=rng), relu=ReLU()),
        flatten=Flatten(),
        bn=BatchNorm1d(18),
        dense=Linear(18, 3, rng=rng),
    )


class Broken(Layer):
    """Divides by zero."""

    def forward(self, x):
        return x / 0


X = np.random.default_rng(1).random((4, 1, 5, 5)).astype(np.float32)


def test_nothing_to_find():
    assert first_non_finite(net(), X) is None


def test_the_first_layer_is_named():
    model = Sequential(a=net()[:2], b=Broken(), c=ReLU())
    assert first_non_finite(model, X) == "b (Broken)"
    assert first_non_finite(Broken(), X) == "Broken"


@pytest.mark.parametrize(
    ("layer", "parameter", "text"),
    [
        ("body.conv", "weight", "body.conv (Conv2d), whose weight is not finite"),
        ("dense", "bias", "dense (Linear), whose bias is not finite"),
        ("bn", "gamma", "bn (BatchNorm1d), whose gamma is not finite"),
    ],
)
def test_a_parameter_that_is_not_finite_is_named(layer, parameter, text):
    model = net()
    getattr(model[layer], parameter).value[..., 0] = np.nan
    assert first_non_finite(model, X) == text


def test_the_model_stays_as_it_is():
    model = net()
    before = model.state_dict()
    first_non_finite(model, X)
    assert "forward" not in vars(model["dense"])
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])


def test_gradient_norms():
    model = net()
    assert gradient_norms(model) == {}
    model.freeze("bn")
    model(X)
    model.backward(np.ones((4, 3), np.float32))
    norms = gradient_norms(model)
    assert list(norms) == ["dense.weight", "dense.bias"]
    assert norms["dense.weight"] == pytest.approx(np.linalg.norm(model["dense"].weight.grad))
