import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import activations, random_patches, randomised, top_patches
from cnnkit.layers import Conv2d, Sequential


@pytest.fixture
def images(rng):
    return rng.random((7, 2, 9, 11))


@pytest.mark.parametrize("stride", [1, 2])
def test_of_a_convolution_they_are_what_the_unit_saw(images, stride):
    net = Sequential(conv=Conv2d(2, 3, 3, stride=stride, rng=4))
    maps = activations(net, images)["conv"]
    patches = top_patches(maps, images, unit=1, n=4, size=3)
    strongest = np.sort(maps[:, 1].max(axis=(1, 2)))[::-1][:4]
    np.testing.assert_allclose(net(patches.astype(np.float32))[:, 1, 0, 0], strongest, rtol=1e-5)


def test_at_most_one_from_each_image(images):
    images[3] += 10
    patches = top_patches(images[:, :1], images, unit=0, n=7, size=1)
    assert patches.shape == (7, 2, 1, 1)
    assert (patches[:, 0].ravel() > 9).sum() == 1


def test_a_map_of_one_place_gives_the_middle(images):
    maps = np.arange(7.0).reshape(7, 1, 1, 1)
    patches = top_patches(maps, images, unit=0, n=2, size=5)
    np.testing.assert_array_equal(patches, images[[6, 5], :, 2:7, 3:8])


def test_it_depends_on_the_weights(model, rng):
    images = rng.random((30, 2, 10, 12))
    found = [
        top_patches(activations(m, images, ["pool"])["pool"], images, unit=0, n=5, size=4)
        for m in (model, randomised(model, rng))
    ]
    assert not np.allclose(*found)


def test_other_shapes_are_refused(images):
    with pytest.raises(ShapeError) as caught:
        top_patches(np.zeros((6, 3, 4, 4)), images, 0, 1, 3)
    assert str(caught.value) == (
        "top_patches: received activations of shape (6, 3, 4, 4) and images of shape "
        "(7, 2, 9, 11). Expected (N, F, OH, OW) and (N, C, H, W) with the same N. "
        "Compute the activations of a convolution for just these images."
    )


@pytest.mark.parametrize(("unit", "n", "size"), [(3, 1, 3), (-1, 1, 3), (0, 8, 3), (0, 1, 10)])
def test_wishes_that_do_not_fit_are_refused(images, unit, n, size):
    with pytest.raises(ParameterError) as caught:
        top_patches(np.zeros((7, 3, 4, 4)), images, unit, n, size)
    assert str(caught.value) == (
        f"top_patches: received unit={unit}, n={n}, size={size}. Expected unit from 0 to 2, n from "
        "1 to 7, size from 1 to 9. "
        "Choose a channel of these maps, and no more patches than there are images."
    )


def test_random_patches_are_parts_of_the_images():
    images = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    patches = random_patches(images, 200, 2, np.random.default_rng(0))
    assert patches.shape == (200, 3, 2, 2)
    corners = set(patches[:, 0, 0, 0].tolist())
    assert corners == {images[m, 0, i, j] for m in range(2) for i in range(3) for j in range(4)}
    np.testing.assert_array_equal(patches[:, 2, 1, 1] - patches[:, 0, 0, 0], 2 * 20 + 6)
    again = random_patches(images, 200, 2, np.random.default_rng(0))
    np.testing.assert_array_equal(patches, again)


def test_no_random_patches():
    assert random_patches(np.zeros((1, 3, 4, 4)), 0, 2, np.random.default_rng(0)).shape == (
        (0, 3, 2, 2)
    )


@pytest.mark.parametrize(("shape", "size"), [((3, 4, 4), 2), ((1, 3, 4, 6), 5), ((1, 3, 4, 4), 0)])
def test_images_smaller_than_a_patch_are_refused(shape, size):
    with pytest.raises(ShapeError) as caught:
        random_patches(np.zeros(shape), 3, size, np.random.default_rng(0))
    assert str(caught.value) == (
        f"random_patches: received images of shape {shape} for patches of {size} × {size}. "
        "Expected images of shape (N, C, H, W), none smaller than a patch. "
        "Stack the images, or take smaller patches."
    )
