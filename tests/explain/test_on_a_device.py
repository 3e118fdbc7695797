"""Where the network computes on another device, the answers are the same, as NumPy arrays."""

import numpy as np
import pytest

from cnnkit.explain import (
    activation_maximise,
    activations,
    first_filters,
    guided_backprop,
    invert_features,
    occlusion_map,
    randomised,
    saliency,
)
from standin import DEVICE

SHAPE = (2, 10, 12)
WAYS = {
    "activations": lambda m, x: activations(m, x[None], ["pool"])["pool"],
    "first_filters": lambda m, x: first_filters(m),
    "guided": lambda m, x: guided_backprop(m, x, 1),
    "deconvolution": lambda m, x: guided_backprop(m, x, 1, "deconvolution"),
    "invert": lambda m, x: invert_features(
        m, "pool", np.ones((4, 4, 5)), 3, 0.05, np.random.default_rng(0), shape=SHAPE
    ),
    "maximise": lambda m, x: activation_maximise(
        m, 1, 3, 0.05, np.random.default_rng(0), shape=SHAPE
    ),
    "occlusion": lambda m, x: occlusion_map(m, x, 1, 4, 3),
    "randomised": lambda m, x: saliency(randomised(m, np.random.default_rng(0)), x, 1),
    "saliency": lambda m, x: saliency(m, x, 1),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_is_the_same(model, image, way):
    here = WAYS[way](model, image)
    there = WAYS[way](model.to(DEVICE), image)
    assert type(there) is np.ndarray
    np.testing.assert_allclose(there, here, rtol=1e-9)
