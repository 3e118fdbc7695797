import numpy as np
import pytest

from cnnkit.datasets import photographs, to_grey
from cnnkit.errors import ShapeError


def test_two_colour_images_from_zero_to_one():
    images = photographs()
    assert list(images) == ["temple", "flower"]
    for image in images.values():
        assert image.shape == (3, 171, 256)
        assert image.dtype == np.float32
        assert image.min() >= 0
        assert 0.9 < image.max() <= 1


def test_the_flower_is_orange():
    red, green, blue = photographs()["flower"][:, 90, 118]
    assert red > green > blue


def test_grey_is_a_weighted_mean():
    image = np.float32([[[1, 0, 0, 1]], [[0, 1, 0, 1]], [[0, 0, 1, 1]]])
    grey = to_grey(image)
    assert grey.dtype == np.float32
    np.testing.assert_allclose(grey, [[0.299, 0.587, 0.114, 1]], rtol=1e-6)
    np.testing.assert_array_equal(to_grey(np.stack([image, image]))[1], grey)


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 3), (1, 4, 5), (2, 1, 4, 5)])
def test_an_image_without_three_channels_is_refused(shape):
    with pytest.raises(ShapeError) as caught:
        to_grey(np.zeros(shape))
    assert str(caught.value) == (
        f"to_grey: received an image of shape {shape}. Expected shape (3, H, W) or "
        "(N, 3, H, W). Put the colour channels before height and width."
    )
