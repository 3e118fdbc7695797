import numpy as np
import pytest

from cnnkit.errors import ShapeError
from cnnkit.functional import conv2d, flatten, linear
from cnnkit.models import dense_to_conv


def test_a_dense_layer_slides_over_a_larger_map():
    rng = np.random.default_rng(0)
    w, b = rng.normal(size=(3 * 4 * 5, 7)), rng.normal(size=7)
    filters, bias = dense_to_conv(w, b, 3, 4, 5)
    x = rng.normal(size=(2, 3, 6, 9))
    y = conv2d(x, filters, bias)
    for i in range(y.shape[2]):
        for j in range(y.shape[3]):
            crop = x[:, :, i : i + 4, j : j + 5]
            np.testing.assert_allclose(y[:, :, i, j], linear(flatten(crop), w, b))


def test_new_arrays_and_no_bias():
    w = np.zeros((8, 2))
    filters, bias = dense_to_conv(w, None, 2, 2, 2)
    filters[:] = 1
    assert not w.any()
    assert bias is None


def test_errors():
    with pytest.raises(ShapeError) as caught:
        dense_to_conv(np.zeros((400, 10)), None, 16, 5, 6)
    assert str(caught.value) == (
        "dense_to_conv: received w of shape (400, 10) for a map of 16×5×6. Expected w of shape "
        "(480, M). Give the shape of the map before it was flattened."
    )
