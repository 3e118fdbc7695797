import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.explain import activation_maximise, activations, randomised

SHAPE = (2, 10, 12)


def answer(model, unit, image):
    if isinstance(unit, tuple):
        return activations(model, image[None], [unit[0]])[unit[0]][0, unit[1]].mean()
    return activations(model, image[None], ["dense"])["dense"][0, unit]


@pytest.mark.parametrize("unit", [0, 2, ("stage.conv", 3), ("conv2", 1)])
def test_the_unit_answers_more_strongly(model, unit):
    images = [
        activation_maximise(model, unit, steps, 0.05, np.random.default_rng(1), shape=SHAPE)
        for steps in (0, 10, 60)
    ]
    none, few, many = (answer(model, unit, image) for image in images)
    assert none < few < many


def test_one_filter_gets_what_it_likes_best(model):
    """Without smoothing, a linear unit gets white where its weight is positive, else black."""
    w = model["stage"]["conv"].weight.value[0]
    image = activation_maximise(
        model, ("stage.conv", 0), 80, 0.1, np.random.default_rng(1), shape=(2, 3, 3), smooth=0.0
    )
    np.testing.assert_array_equal(image, w > 0)


def test_smoothing_makes_it_smoother(model):
    rough, smooth = (
        activation_maximise(
            model, 1, 40, 0.05, np.random.default_rng(1), shape=SHAPE, smooth=strength
        )
        for strength in (0.0, 3.0)
    )
    assert np.abs(np.diff(smooth)).mean() < 0.7 * np.abs(np.diff(rough)).mean()


def test_the_pixels_stay_inside_the_bounds(model):
    bounds = (-1.0, 2.0)
    image = activation_maximise(
        model, 1, 40, 0.3, np.random.default_rng(1), shape=SHAPE, bounds=bounds
    )
    assert image.min() >= -1
    assert image.max() <= 2
    assert image.min() < 0 < 1 < image.max()


@pytest.mark.usefixtures("unchanged")
def test_the_network_stays_and_the_seed_decides(model):
    one, same, other = (
        activation_maximise(model, 1, 5, 0.05, np.random.default_rng(seed), shape=SHAPE)
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


def test_it_depends_on_the_weights(model, rng):
    mine, other = (
        activation_maximise(m, 1, 20, 0.05, np.random.default_rng(1), shape=SHAPE)
        for m in (model, randomised(model, rng))
    )
    assert np.abs(mine - other).mean() > 0.05


def test_a_unit_that_does_not_exist_is_refused(model, rng):
    with pytest.raises(ParameterError) as caught:
        activation_maximise(model, ("conv2", 5), 5, 0.05, rng, shape=SHAPE)
    assert str(caught.value) == (
        "activation_maximise: received unit=('conv2', 5). Expected a unit from 0 to 4 in an "
        "output of shape (5, 2, 3). Count the units of this layer from 0."
    )
    with pytest.raises(ParameterError, match=r"^activation_maximise: received the layer 'conv9'"):
        activation_maximise(model, ("conv9", 0), 5, 0.05, rng, shape=SHAPE)
