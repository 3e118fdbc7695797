"""The common checks: types chosen, and words of complaint."""

import numpy as np
import pytest

from cnnkit.errors import DTypeError, ShapeError
from cnnkit.functional.arguments import arrays, operands, quiet, require_axes, require_rng


@pytest.mark.parametrize(
    ("dtypes", "expected"),
    [
        (("float32", "float32"), "float32"),
        (("float64", "float64"), "float64"),
        (("float32", "float64"), "float64"),
        (("uint8", "float32"), "float32"),
        (("int64", "float32"), "float32"),
        (("uint8", "float64"), "float64"),
        (("float16", "float16"), "float32"),
        (("bool", "int8"), "float32"),
        (("longdouble", "float32"), "float64"),
        ((">f8", ">f4"), "float64"),
    ],
)
def test_operands_get_one_floating_type(dtypes, expected):
    _, *values = operands("op", x=np.ones(2, dtypes[0]), w=np.ones(2, dtypes[1]))
    for value in values:
        assert value.dtype == expected
        assert value.dtype.isnative


def test_operands_of_the_right_type_are_not_copied():
    x = np.ones(3)
    assert operands("op", x=x)[1] is x
    assert arrays("op", x=x)[1] is x


def test_only_named_arguments_may_be_missing():
    assert operands("op", ("b",), x=np.ones(1), b=None)[2] is None
    with pytest.raises(DTypeError) as caught:
        operands("op", x=None)
    assert str(caught.value) == (
        "op: received x as None. Expected a NumPy or CuPy array. Make it one with numpy.asarray(x)."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "1"), (2.5, "2.5"), ("a", "'a'"), ((1, 2), "a tuple"), ({}, "a dict")],
)
def test_what_is_no_array_is_described(value, words):
    with pytest.raises(DTypeError) as caught:
        arrays("op", x=value)
    assert str(caught.value) == (
        f"op: received x as {words}. Expected a NumPy or CuPy array. Make it one with "
        "numpy.asarray(x)."
    )


def test_a_scalar_array_has_no_axes():
    with pytest.raises(ShapeError, match=r"x of shape \(\)\. Expected x of shape \(L,\)\."):
        require_axes("op", "L", x=np.array(1.0))


def test_only_the_batch_may_be_empty():
    require_axes("op", "N C", x=np.ones((0, 1)))
    with pytest.raises(ShapeError, match="at least one element along C"):
        require_axes("op", "N C", x=np.ones((1, 0)))


def test_quiet_hides_warnings_and_keeps_the_function():
    @quiet
    def divide(x: np.ndarray) -> np.ndarray:
        """Divide by zero."""
        return x / 0

    assert np.isinf(divide(np.ones(1))).all()
    assert divide.__doc__ == "Divide by zero."
    assert divide.__name__ == "divide"


def test_a_seed_is_no_generator():
    require_rng("op", np.random.default_rng(0))
    with pytest.raises(DTypeError) as caught:
        require_rng("op", np.random.RandomState(0))
    assert str(caught.value) == (
        "op: received rng as a RandomState. Expected a numpy.random.Generator. Make one with "
        "numpy.random.default_rng(seed)."
    )
