import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.explain import randomised, saliency


def test_it_is_the_slope_of_the_raw_score(model, image):
    got = saliency(model, image, 2)
    model.eval()
    slopes = np.zeros_like(image)
    for place in np.ndindex(image.shape):
        step = np.zeros_like(image)
        step[place] = 1e-5
        up, down = model((image + step)[None])[0, 2], model((image - step)[None])[0, 2]
        slopes[place] = (up - down) / 2e-5
    np.testing.assert_allclose(got, np.abs(slopes).max(axis=0), rtol=1e-5, atol=1e-8)


def test_a_sure_network_has_no_paler_map(model, image):
    """The gradient of the loss fades where the network is sure; that of the score does not."""
    before = saliency(model, image, 2)
    model["dense"].bias.value = np.array([0.0, 0.0, 50.0])
    np.testing.assert_array_equal(saliency(model, image, 2), before)


@pytest.mark.usefixtures("unchanged")
def test_network_and_image_stay_and_the_answer_is_the_same_twice(model, image):
    before = image.copy()
    first = saliency(model, image, 1)
    np.testing.assert_array_equal(image, before)
    np.testing.assert_array_equal(saliency(model, image, 1), first)


def test_it_depends_on_the_weights(model, image, rng):
    mine, other = (saliency(m, image, 1) for m in (model, randomised(model, rng)))
    assert not np.allclose(mine, other, rtol=1e-3)


def test_it_depends_on_the_class(model, image):
    assert not np.allclose(saliency(model, image, 0), saliency(model, image, 1), rtol=1e-3)


def test_errors_name_the_function(model, image):
    with pytest.raises(ShapeError, match=r"^saliency: received image as"):
        saliency(model, image[None], 1)
    with pytest.raises(ParameterError, match=r"^saliency: received target=9"):
        saliency(model, image, 9)
