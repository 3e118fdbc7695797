"""Global pooling: whole maps reduced by NumPy itself."""

import numpy as np
import pytest

from cnnkit import functional as F
from cnnkit.errors import ParameterError, ShapeError
from functional.properties import assert_adjoint, assert_close, full_text, normal


@pytest.mark.parametrize("shape", [(2, 3, 4, 5), (1, 1, 1, 1), (3, 2, 1, 7)])
def test_each_mode_is_its_definition(shape):
    (x,) = normal(0, shape)
    maps = x.reshape(*shape[:2], -1)
    assert_close(F.global_pool2d(x), maps.mean(axis=2))
    assert_close(F.global_pool2d(x, "sum"), maps.sum(axis=2))
    assert_close(F.global_pool2d(x, "max"), maps.max(axis=2))
    for mode in ("avg", "sum"):
        assert_adjoint(
            lambda v, mode=mode: F.global_pool2d(v, mode),
            lambda dy, mode=mode: F.global_pool2d_backward(dy, x, mode),
            shape,
            seed=1,
        )


def test_the_gradient_of_the_maximum_goes_to_the_first_of_equals():
    x = np.array([[3.0, 5.0], [5.0, 1.0]])[None, None]
    dx = F.global_pool2d_backward(np.array([[2.0]]), x, "max")
    np.testing.assert_array_equal(dx[0, 0], [[0, 2], [0, 0]])


def test_errors():
    with pytest.raises(ParameterError) as caught:
        F.global_pool2d(np.zeros((1, 1, 2, 2)), "mean")
    assert full_text(caught.value) == (
        "global_pool2d: received mode = 'mean'. Expected 'avg', 'max' or 'sum'. Choose one of the "
        "three."
    )
    with pytest.raises(ShapeError) as caught:
        F.global_pool2d(np.zeros((2, 2)))
    assert full_text(caught.value) == (
        "global_pool2d: received x of shape (2, 2). Expected x of shape (N, C, H, W). Add the "
        "batch and channel axes: x[None, None]."
    )
    with pytest.raises(ShapeError) as caught:
        F.global_pool2d_backward(np.zeros((1, 1, 1, 1)), np.zeros((1, 1, 2, 2)))
    assert full_text(caught.value) == (
        "global_pool2d_backward: received dy of shape (1, 1, 1, 1). Expected dy of shape (1, 1), "
        "the shape of the output. Check where dy comes from."
    )
