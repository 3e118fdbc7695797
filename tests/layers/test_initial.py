import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.layers.initial import as_generator, fan_in, fan_out, kaiming, lecun, normal, xavier

SHAPES = [(64, 32, 3, 3), (300, 200), (64, 16, 9)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("rule", "variance"),
    [
        (kaiming, lambda i, o: 2 / i),
        (xavier, lambda i, o: 2 / (i + o)),
        (lecun, lambda i, o: 1 / i),
        (normal(0.3), lambda i, o: 0.09),
    ],
)
def test_moments(rule, variance, shape, dtype):
    w = rule(shape, np.random.default_rng(7), dtype)
    expected = variance(fan_in(shape), fan_out(shape))
    assert w.shape == shape
    assert w.dtype == dtype
    assert abs(w.mean()) < 5 * (expected / w.size) ** 0.5
    assert abs(w.var() / expected - 1) < 6 * (2 / w.size) ** 0.5
    tail = (np.abs(w) > 2 * expected**0.5).mean()
    assert abs(tail - 0.0455) < 0.01, "not a normal distribution"


def test_fans():
    assert (fan_in((6, 3, 5, 2)), fan_out((6, 3, 5, 2))) == (30, 60)
    assert (fan_in((784, 10)), fan_out((784, 10))) == (784, 10)


def test_the_same_seed_draws_the_same():
    one, two = (kaiming((3, 4), np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_a_generator_is_taken_as_it_is_and_a_seed_makes_one():
    rng = np.random.default_rng(1)
    assert as_generator(rng, "f") is rng
    assert as_generator(1, "f").random() == np.random.default_rng(1).random()


@pytest.mark.parametrize("rng", [None, -1, 1.5, True, "0"], ids=repr)
def test_anything_else_is_refused(rng):
    with pytest.raises(ParameterError) as caught:
        as_generator(rng, "Conv2d")
    assert str(caught.value) == (
        f"Conv2d: received rng={rng!r}. Expected a numpy.random.Generator or a seed of 0 or more. "
        "Give rng=numpy.random.default_rng(0), or rng=0."
    )


def test_errors():
    with pytest.raises(ParameterError) as caught:
        kaiming((3,), np.random.default_rng(0))
    assert str(caught.value) == (
        "fan_in: received shape=(3,). Expected at least two axes: (D, M) or (F, C, KH, KW). "
        "Use zeros or ones for biases and scales."
    )
    with pytest.raises(ParameterError) as caught:
        normal(-1)
    assert str(caught.value) == (
        "normal: received std=-1. Expected a standard deviation of 0 or more. "
        "Give a small positive number, such as 0.01."
    )
