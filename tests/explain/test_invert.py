import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import activations, invert_features, randomised

SHAPE = (2, 10, 12)


def features(model, image, layer):
    return activations(model, image[None], [layer])[layer][0]


def distance(model, layer, image, wanted):
    got = features(model, image, layer)
    return ((got - wanted) ** 2).sum() / (wanted**2).sum()


@pytest.mark.parametrize("layer", ["stage.conv", "stage", "conv2", "dense"])
def test_the_features_come_closer(model, image, layer):
    wanted = features(model, image, layer)
    images = [
        invert_features(
            model, layer, wanted, steps, 0.03, np.random.default_rng(1), shape=SHAPE, smooth=0.0
        )
        for steps in (0, 100)
    ]
    before, after = (distance(model, layer, found, wanted) for found in images)
    assert after < 0.2 * before


def test_a_layer_that_forgets_nothing_gives_the_image_back(model, image):
    wanted = features(model, image, "stage.conv")  # four maps of a two-channel image
    found = invert_features(
        model, "stage.conv", wanted, 800, 0.02, np.random.default_rng(1), shape=SHAPE, smooth=0.0
    )
    inner = (slice(None), slice(2, -2), slice(2, -2))
    assert np.abs(found - image)[inner].mean() < 0.03


@pytest.mark.usefixtures("unchanged")
def test_the_network_stays_and_the_seed_decides(model, image):
    wanted = features(model, image, "pool")
    one, same, other = (
        invert_features(model, "pool", wanted, 5, 0.03, np.random.default_rng(seed), shape=SHAPE)
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)
    assert one.min() >= 0
    assert one.max() <= 1


def test_it_depends_on_the_weights(model, image, rng):
    wanted = features(model, image, "pool")
    mine, other = (
        invert_features(m, "pool", wanted, 40, 0.03, np.random.default_rng(1), shape=SHAPE)
        for m in (model, randomised(model, rng))
    )
    assert np.abs(mine - other).mean() > 0.03


def test_features_of_another_shape_are_refused(model, rng):
    with pytest.raises(ShapeError) as caught:
        invert_features(model, "pool", np.zeros((4, 5, 5)), 5, 0.03, rng, shape=SHAPE)
    assert str(caught.value) == (
        "invert_features: received features of shape (4, 5, 5). Expected shape (4, 4, 5), as pool "
        "gives for one image. Take the features of one image: activations(model, x)[layer][n]."
    )
    with pytest.raises(ParameterError, match=r"^invert_features: received the layer 'x'"):
        invert_features(model, "x", np.zeros(3), 5, 0.03, rng, shape=SHAPE)
