import copy
import pickle

import numpy as np
import pytest

from cnnkit import errors
from cnnkit.errors import CNNKitError, ShapeError, describe

KINDS = {
    "ShapeError": ValueError,
    "DTypeError": TypeError,
    "DeviceError": TypeError,
    "ParameterError": ValueError,
    "DataError": OSError,
    "NonFiniteError": ArithmeticError,
}


@pytest.mark.parametrize(("name", "builtin"), KINDS.items())
def test_every_error_is_of_the_library_and_of_python(name, builtin):
    kind = getattr(errors, name)
    error = kind("conv2d", received="this", expected="that", fix="Do something")
    assert isinstance(error, CNNKitError)
    assert isinstance(error, builtin)
    assert str(error) == "conv2d: received this. Expected that. Do something."
    assert (error.what, error.received, error.expected, error.fix) == (
        "conv2d",
        "this",
        "that",
        "Do something",
    )


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("transport", [copy.copy, lambda e: pickle.loads(pickle.dumps(e))])
def test_errors_travel_between_processes(name, transport):
    error = getattr(errors, name)("op", received="a", expected="b", fix="c")
    twin = transport(error)
    assert type(twin) is type(error)
    assert str(twin) == str(error)
    assert twin.fix == "c"


def test_no_other_error_is_left_out_of_this_test():
    kinds = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, CNNKitError)
    }
    assert kinds == {*KINDS, "CNNKitError"}


def test_the_parts_must_be_named():
    with pytest.raises(TypeError):
        ShapeError("conv2d", "a", "b", "c")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.zeros((2, 3), "float32"), "an array of shape (2, 3) and dtype float32"),
        ([1, 2], "a list"),
        ((), "a tuple"),
        ({}, "a dict"),
        (None, "None"),
        (True, "True"),
        (3, "3"),
        (0.5, "0.5"),
        ("same", "'same'"),
        (np.float64(2), "2.0"),
        (object(), "an object"),
        (iter([]), "a list_iterator"),
    ],
)
def test_values_are_described_in_a_few_words(value, words):
    assert describe(value) == words
