"""Activations against Python's own mathematics, number by number."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ShapeError
from functional.properties import apart, assert_close, assert_gradient, drawn, normal, seeds

DEFINITIONS = {
    "relu": lambda t: max(t, 0.0),
    "leaky_relu": lambda t: t if t > 0 else 0.01 * t,
    "sigmoid": lambda t: 1 / (1 + math.exp(-t)),
    "tanh": lambda t: (math.exp(t) - math.exp(-t)) / (math.exp(t) + math.exp(-t)),
}
every = pytest.mark.parametrize("name", DEFINITIONS)


@every
@drawn
@given(st.sampled_from([(), (4,), (2, 3), (2, 3, 2, 2)]), seeds)
def test_it_is_its_definition(name, shape, seed):
    (x,) = normal(seed, shape)
    x = np.asarray(3 * x)
    op, back = getattr(F, name), getattr(F, f"{name}_backward")
    expected = np.array([DEFINITIONS[name](t) for t in x.ravel()]).reshape(shape)
    assert_close(np.asarray(op(x)), expected)
    x = apart(x, 0.3)
    assert_gradient(op, lambda dy: np.asarray(back(np.asarray(dy), x)), x, seed)


@pytest.mark.parametrize("slope", [0.0, 0.3, 2.0, -1.0])
def test_leaky_relu_has_any_slope(slope):
    x = np.array([-2.0, 0.0, 2.0])
    np.testing.assert_array_equal(F.leaky_relu(x, slope), [-2 * slope, 0, 2])
    np.testing.assert_array_equal(F.leaky_relu_backward(np.ones(3), x, slope), [slope, slope, 1])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_far_from_zero_nothing_overflows_and_nothing_cancels(dtype):
    x = np.array([-1e4, -80, -30, 30, 80, 1e4], dtype)
    y, dy = F.sigmoid(x), np.ones_like(x)
    assert y[[0, -1]].tolist() == [0, 1]
    np.testing.assert_allclose(y[1:3], np.exp(x[1:3]), rtol=1e-5)
    np.testing.assert_allclose(F.sigmoid_backward(dy, x)[1:5], np.exp(-abs(x[1:5])), rtol=1e-5)
    near = np.array([-10, 10], dtype)
    slopes = F.tanh_backward(dy[:2], near)
    np.testing.assert_allclose(slopes, 4 * np.exp(-20.0), rtol=1e-5)
    assert F.tanh(x)[[0, -1]].tolist() == [-1, 1]


def test_sigmoid_goes_down_to_the_smallest_numbers():
    assert 0 < F.sigmoid(np.array([-90], "float32")).item() < 1e-38
    assert 0 < F.sigmoid(np.array([-720.0])).item() < 1e-312


def test_nan_stays_nan():
    x = np.array([np.nan])
    for name in DEFINITIONS:
        assert np.isnan(getattr(F, name)(x)).all(), name


@every
def test_a_gradient_of_another_shape_is_refused(name):
    with pytest.raises(ShapeError) as caught:
        getattr(F, f"{name}_backward")(np.zeros((2, 3)), np.zeros((3, 2)))
    assert str(caught.value) == (
        f"{name}_backward: received dy of shape (2, 3). Expected dy of shape (3, 2), the shape of "
        "x. Check where dy comes from."
    )
