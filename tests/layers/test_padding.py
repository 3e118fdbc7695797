import numpy as np
import pytest

import cnnkit.functional as functional
from cnnkit.layers import Pad2d, ZeroPad2d
from layers.gradients import check_gradients


@pytest.mark.parametrize("padding", [1, (2, 0, 1, 3)], ids=str)
@pytest.mark.parametrize("mode", ["zero", "edge", "reflect", "wrap"])
def test_gradients_and_shapes(padding, mode, rng):
    layer = Pad2d(padding, mode)
    x = rng.normal(size=(2, 3, 4, 5))
    check_gradients(layer, x)
    np.testing.assert_array_equal(layer(x), functional.pad2d(x, padding, mode))
    assert (2, *layer.output_shape((3, 4, 5))) == layer(x).shape


def test_zero_padding_is_padding_with_zeros(rng):
    x = rng.normal(size=(1, 1, 2, 2))
    np.testing.assert_array_equal(ZeroPad2d(2)(x), Pad2d(2, "zero")(x))
    assert repr(ZeroPad2d(2)) == "ZeroPad2d(padding=2)"
