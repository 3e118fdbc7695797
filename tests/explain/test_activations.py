import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.explain import activations, randomised, sparsity


@pytest.fixture
def images(rng):
    return rng.random((70, 2, 10, 12))  # more than one batch


def test_each_layer_gives_what_it_gave(model, images):
    got = activations(model, images, ["stage.conv", "pool", "dense"])
    model.eval()
    assert list(got) == ["stage.conv", "pool", "dense"]
    np.testing.assert_allclose(got["stage.conv"], model["stage"]["conv"](images), rtol=1e-12)
    np.testing.assert_allclose(got["pool"], model["pool"](model["stage"](images)), rtol=1e-12)
    np.testing.assert_allclose(got["dense"], model(images), rtol=1e-9, atol=1e-12)


def test_by_default_the_layers_directly_inside(model, images):
    assert list(activations(model, images[:1])) == list(model.children())


@pytest.mark.usefixtures("unchanged")
def test_the_network_stays_and_no_hook_is_left(model, images):
    activations(model, images[:2])
    assert not any("forward" in vars(layer) for layer in model.named_layers().values())


def test_no_hook_is_left_after_an_error(model):
    with pytest.raises(ValueError, match="channels"):
        activations(model, np.zeros((1, 7, 10, 12)))
    assert not any("forward" in vars(layer) for layer in model.named_layers().values())


def test_it_depends_on_the_weights(model, images, rng):
    mine, other = (
        activations(m, images[:2], ["pool"])["pool"] for m in (model, randomised(model, rng))
    )
    assert not np.allclose(mine, other, rtol=1e-3)


def test_an_unknown_layer_is_refused(model, images):
    with pytest.raises(ParameterError) as caught:
        activations(model, images, ["conv9"])
    assert str(caught.value) == (
        "activations: received the layer 'conv9'. Expected one of: stage, stage.conv, stage.bn, "
        "stage.relu, pool, conv2, relu2, flatten, drop, dense. "
        "Take names from model.named_layers()."
    )


def test_sparsity_counts_zeros():
    maps = {"a": np.array([[0.0, 1.0], [-1.0, 0.0]]), "b": np.ones(3), "c": np.zeros(3)}
    assert sparsity(maps) == {"a": 0.5, "b": 0.0, "c": 1.0}
