import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.layers import Dropout
from layers.gradients import check_gradients


def test_gradients_with_one_mask(rng):
    layer = Dropout(0.4, rng=5)
    state = layer.rng.bit_generator.state

    def rewind():
        layer.rng.bit_generator.state = state

    check_gradients(layer, rng.normal(size=(4, 6)), before=rewind)


def test_gradients_at_test_time(rng):
    check_gradients(Dropout(0.4, rng=5).eval(), rng.normal(size=(4, 6)))


def test_keeps_the_mean_and_drops_the_share():
    layer = Dropout(0.25, rng=1)
    y = layer(np.ones((100, 100)))
    assert abs((y == 0).mean() - 0.25) < 0.02
    assert abs(y.mean() - 1) < 0.02


def test_the_same_seed_drops_the_same_and_each_call_anew():
    x = np.ones((4, 50))
    first, second = Dropout(0.5, rng=1), Dropout(0.5, rng=1)
    y = first(x)
    np.testing.assert_array_equal(second(x), y)
    assert (first(x) != y).any()


def test_two_layers_of_one_generator_drop_differently():
    rng, x = np.random.default_rng(0), np.ones((4, 50))
    assert (Dropout(0.5, rng)(x) != Dropout(0.5, rng)(x)).any()


def test_does_nothing_at_test_time(rng):
    x = rng.normal(size=(3, 4))
    layer = Dropout(0.9, rng=0).eval()
    np.testing.assert_array_equal(layer(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)


def test_the_pass_decides_not_the_switch_after_it(rng):
    x = rng.normal(size=(3, 40))
    layer = Dropout(0.5, rng=0)
    y = layer(x)
    dx = layer.eval().backward(np.ones_like(x))
    np.testing.assert_array_equal(dx == 0, y == 0)


@pytest.mark.parametrize("p", [1.0, -0.1])
def test_errors(p):
    with pytest.raises(ParameterError) as caught:
        Dropout(p, rng=0)
    assert str(caught.value) == (
        f"Dropout: received p={p}. Expected a probability to drop, at least 0 and below 1. "
        "0.5 drops half of the units."
    )
