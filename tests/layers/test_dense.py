import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.layers import Flatten, Linear
from layers.gradients import check_gradients


@pytest.mark.parametrize("bias", [True, False])
def test_linear_gradients(bias, rng):
    check_gradients(Linear(5, 3, bias=bias, rng=1), rng.normal(size=(4, 5)))


def test_flatten_gradients(rng):
    check_gradients(Flatten(), rng.normal(size=(3, 2, 4, 5)))


def test_linear_is_a_matrix_and_a_bias(rng):
    layer = Linear(4, 3, rng=2)
    layer.bias.value = [1.0, 2.0, 3.0]
    x = rng.normal(size=(6, 4)).astype(np.float32)
    np.testing.assert_allclose(layer(x), x @ layer.weight.value + [1, 2, 3], rtol=1e-5, atol=1e-6)


def test_flatten_is_row_major():
    x = np.arange(24).reshape(1, 2, 3, 4)
    np.testing.assert_array_equal(Flatten()(x), np.arange(24)[None])
    assert Flatten().output_shape((2, 3, 4)) == (24,)


def test_macs():
    assert Linear(784, 10, rng=0).macs((784,)) == 7840


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (
            lambda: Linear(4, 3, rng=0).output_shape((1, 2, 2)),
            ShapeError,
            "Linear: received one example of shape (1, 2, 2). Expected shape (4,). "
            "Put a Flatten before it, or change d_in.",
        ),
        (
            lambda: Linear(4, 3, rng=0).output_shape((5,)),
            ShapeError,
            "Linear: received one example of shape (5,). Expected shape (4,). Change d_in to 5.",
        ),
        (
            lambda: Linear(0, 3, rng=0),
            ParameterError,
            "Linear: received d_in = 0. Expected an integer of at least 1. Correct d_in.",
        ),
    ],
)
def test_errors(make, error, text):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == text
