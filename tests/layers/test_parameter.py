import numpy as np
import pytest

from cnnkit.errors import ShapeError
from cnnkit.layers import Conv2d, Parameter
from cnnkit.layers.initial import kaiming


def parameter(seed=0, **settings):
    return Parameter((4, 3), kaiming, np.random.default_rng(seed), name="weight", **settings)


def test_nothing_is_drawn_before_it_is_read():
    p = parameter()
    assert not p.drawn
    assert (p.shape, p.size, p.dtype) == ((4, 3), 12, np.float32)
    p.to("cpu")
    p.astype(np.float64)
    assert not p.drawn
    assert p.value.shape == (4, 3)
    assert p.drawn
    assert p.value is p.value


def test_the_numbers_do_not_depend_on_when_they_are_drawn():
    early, late = parameter(), parameter()
    first = early.value
    late.astype(np.float64)
    np.testing.assert_array_equal(late.value, first.astype(np.float64))


def test_the_numbers_do_not_depend_on_which_is_read_first():
    def layers():
        rng = np.random.default_rng(3)
        return [Conv2d(2, 2, 3, rng=rng), Conv2d(2, 2, 3, rng=rng)]

    one, two = layers(), layers()
    forward = [layer.weight.value for layer in one]
    backward = [layer.weight.value for layer in reversed(two)][::-1]
    for a, b in zip(forward, backward, strict=True):
        np.testing.assert_array_equal(a, b)
    assert (forward[0] != forward[1]).any()


def test_a_new_value_is_copied_and_keeps_the_type():
    for dtype in (np.float32, np.float64):
        p, array = parameter(), np.ones((4, 3), dtype)
        p.value = array
        assert p.value.dtype == np.float32
        array[:] = 7
        assert (p.value == 1).all()


def test_a_value_of_another_shape_is_refused():
    with pytest.raises(ShapeError) as caught:
        parameter().value = np.ones((3, 4))
    assert str(caught.value) == (
        "parameter weight: received a value of shape (3, 4). Expected shape (4, 3). "
        "Give an array of the same shape; the layer's geometry is fixed."
    )


def test_gradients_add_up_unless_frozen():
    p, gradient = parameter(), np.ones((4, 3), np.float32)
    p.add_grad(gradient)
    p.add_grad(gradient)
    assert (p.grad == 2).all()
    assert (gradient == 1).all(), "the first gradient was changed in place"
    p.trainable, p.grad = False, None
    p.add_grad(gradient)
    assert p.grad is None


def test_shows_what_it_is():
    p = parameter()
    assert repr(p) == "Parameter(weight, shape=(4, 3), float32)"
    p.trainable = False
    assert repr(p) == "Parameter(weight, shape=(4, 3), float32, frozen)"
