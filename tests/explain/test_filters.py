import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import first_filters, kmeans_filters, randomised, whiten
from cnnkit.layers import Flatten, Sequential


def test_the_first_filters_are_a_copy_of_the_weights(model):
    w = first_filters(model)
    np.testing.assert_array_equal(w, model["stage"]["conv"].weight.value)
    w[:] = 0
    assert model["stage"]["conv"].weight.value.any()


def test_they_depend_on_the_weights(model, rng):
    assert not np.allclose(first_filters(model), first_filters(randomised(model, rng)))


def test_a_network_without_convolutions_is_refused():
    with pytest.raises(ParameterError) as caught:
        first_filters(Sequential(flatten=Flatten()))
    assert str(caught.value) == (
        "first_filters: received Sequential without a Conv2d. Expected a network with a "
        "convolution. Take a convolutional network, such as lenet5()."
    )


def test_whitening_leaves_no_shared_direction(rng):
    mixed = rng.normal(size=(4000, 27)) @ rng.normal(size=(27, 27))
    flat = whiten(mixed.reshape(4000, 3, 3, 3), strength=1e-6).reshape(4000, 27)
    covariance = flat.T @ flat / len(flat)
    variances = np.linalg.eigvalsh(covariance)
    assert variances[0] == pytest.approx(0, abs=1e-3)  # brightness is gone
    np.testing.assert_allclose(variances[1:], 1, atol=0.01)


def test_brightness_and_contrast_do_not_matter_to_whitening(rng):
    patches = rng.random((300, 1, 3, 3)) * 10
    changed = patches * rng.uniform(0.5, 2, (300, 1, 1, 1)) + rng.normal(size=(300, 1, 1, 1))
    np.testing.assert_allclose(whiten(changed), whiten(patches), atol=0.02)


def test_kmeans_finds_the_directions_that_are_there(rng):
    """Patches are three patterns, of either sign and any strength, with a little noise."""
    patterns = np.linalg.qr(rng.normal(size=(12, 3)))[0].T
    which = np.repeat([0, 1, 2], [300, 200, 100])
    strength = rng.uniform(1, 3, (600, 1)) * rng.choice([-1, 1], (600, 1))
    flat = strength * patterns[which] + 0.02 * rng.normal(size=(600, 12))
    found = kmeans_filters(flat.reshape(600, 3, 2, 2), 3, np.random.default_rng(5)).reshape(3, 12)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1)
    np.testing.assert_allclose(np.abs(found @ patterns.T), np.eye(3), atol=0.02)


def test_the_seed_decides(rng):
    patches = rng.normal(size=(60, 1, 3, 3))
    one, same, other = (
        kmeans_filters(patches, 4, np.random.default_rng(seed), steps=3) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


@pytest.mark.parametrize(("shape", "k"), [((5, 9), 2), ((5, 1, 3, 3), 6), ((5, 1, 3, 3), 0)])
def test_too_few_patches_are_refused(shape, k):
    with pytest.raises(ShapeError) as caught:
        kmeans_filters(np.ones(shape), k, np.random.default_rng(0))
    assert str(caught.value) == (
        f"kmeans_filters: received patches of shape {shape} for {k} groups. Expected patches of "
        "shape (N, C, K, K), at least as many as groups. Draw more patches with random_patches."
    )
