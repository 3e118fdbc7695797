import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.layers import BatchNorm1d, BatchNorm2d, LocalResponseNorm
from layers.gradients import check_gradients

BATCHES = [(BatchNorm1d, (6, 3)), (BatchNorm2d, (2, 3, 4, 5))]


@pytest.mark.parametrize(("kind", "shape"), BATCHES)
@pytest.mark.parametrize("train", [True, False], ids=["train", "test"])
def test_gradients(kind, shape, train, rng):
    layer = kind(3)
    layer(rng.normal(2.0, 3.0, size=shape))  # so that the running statistics say something
    check_gradients(layer.train(train), rng.normal(size=shape))


@pytest.mark.parametrize(("kind", "shape"), BATCHES)
def test_training_uses_the_batch_and_follows_it(kind, shape, rng):
    layer = kind(3, momentum=0.8, dtype=np.float64)
    x = rng.normal(2.0, 3.0, size=shape)
    axes = (0, *range(2, x.ndim))
    y = layer(x)
    np.testing.assert_allclose(y.mean(axis=axes), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=axes), 1, rtol=1e-4)
    np.testing.assert_allclose(layer.running_mean, 0.2 * x.mean(axis=axes))
    np.testing.assert_allclose(layer.running_var, 0.8 + 0.2 * x.var(axis=axes))


@pytest.mark.parametrize(("kind", "shape"), BATCHES)
def test_at_test_time_one_example_does_not_depend_on_the_others(kind, shape, rng):
    layer = kind(3, dtype=np.float64)
    x = rng.normal(2.0, 3.0, size=shape)
    layer(x)
    mean, var = layer.running_mean, layer.running_var
    layer.eval()
    np.testing.assert_allclose(layer(x[:1]), layer(x)[:1])
    assert layer.running_mean is mean
    assert layer.running_var is var


def test_frozen_it_keeps_its_statistics_even_in_training(rng):
    layer = BatchNorm2d(3, dtype=np.float64)
    x = rng.normal(2.0, 3.0, size=(4, 3, 5, 5))
    layer(x)
    mean = layer.running_mean.copy()
    layer.freeze()
    y = layer(x)
    np.testing.assert_array_equal(layer.running_mean, mean)
    np.testing.assert_array_equal(y, layer.eval()(x))
    dx = layer.train().backward(np.ones_like(y))
    assert dx.shape == x.shape
    assert layer.gamma.grad is None


def test_local_response_norm_gradients(rng):
    layer = LocalResponseNorm(size=3, alpha=0.1)
    check_gradients(layer, rng.normal(size=(2, 5, 3, 4)))
    assert layer.output_shape((5, 3, 4)) == (5, 3, 4)


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (
            lambda: BatchNorm2d(3, momentum=1.5),
            ParameterError,
            "BatchNorm2d: received momentum=1.5, eps=1e-05. Expected momentum from 0 to 1 and eps "
            "above 0. The usual values are momentum=0.9 and eps=1e-5.",
        ),
        (
            lambda: BatchNorm2d(3).output_shape((4, 8, 8)),
            ShapeError,
            "BatchNorm2d: received one example of shape (4, 8, 8). Expected shape (C, H, W) with "
            "C = 3. Make c equal to the channels that come in.",
        ),
        (
            lambda: BatchNorm1d(3).output_shape((3, 8, 8)),
            ShapeError,
            "BatchNorm1d: received one example of shape (3, 8, 8). Expected shape (C,) with C = 3. "
            "Make c equal to the channels that come in.",
        ),
    ],
)
def test_errors(make, error, text):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == text
