import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.training import batches


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 50), size=st.integers(1, 60), seed=st.integers(0, 1000))
def test_each_example_comes_once_with_its_label(n, size, seed):
    x = np.arange(n) * 10
    parts = list(batches(x, np.arange(n), size, np.random.default_rng(seed)))
    assert [len(xb) for xb, _ in parts] == [size] * (n // size) + [n % size] * (n % size > 0)
    xs, ys = (np.concatenate(column) for column in zip(*parts, strict=True))
    np.testing.assert_array_equal(xs, ys * 10)
    np.testing.assert_array_equal(np.sort(ys), np.arange(n))


def test_the_order_is_random_but_repeatable():
    x = np.arange(100)

    def first(seed):
        return next(batches(x, x, 100, np.random.default_rng(seed)))[0]

    np.testing.assert_array_equal(first(1), first(1))
    assert (first(1) != first(2)).any()
    assert (first(1) != x).any()


def test_without_a_generator_the_order_stays():
    x = np.arange(10)
    np.testing.assert_array_equal(np.concatenate([xb for xb, _ in batches(x, x, 3, None)]), x)


@pytest.mark.parametrize(
    ("x", "y", "size", "error", "text"),
    [
        (
            np.ones(3),
            np.ones(4),
            2,
            ShapeError,
            "batches: received x with 3 examples and y with 4. Expected as many labels as "
            "examples. Cut both with the same index.",
        ),
        (
            np.ones(0),
            np.ones(0),
            2,
            ShapeError,
            "batches: received no examples. Expected at least one. Look at how the data set was "
            "cut.",
        ),
        (
            np.ones(3),
            np.ones(3),
            0,
            ParameterError,
            "batches: received a batch size of 0. Expected 1 or more. 64 is a usual choice.",
        ),
    ],
)
def test_errors_come_at_once(x, y, size, error, text):
    with pytest.raises(error) as caught:
        batches(x, y, size, None)
    assert str(caught.value) == text
