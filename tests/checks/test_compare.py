"""Comparing answers: what is equal, what is not, and how the difference is described."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnkit.checks.compare import (
    ITERATOR_LIMIT,
    NotATree,
    describe,
    difference,
    to_tree,
    type_difference,
)


class AlwaysEqual:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


class AgreeableArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    __hash__ = None


@given(hnp.arrays(np.float64, hnp.array_shapes(max_side=4), elements=st.floats(-1e6, 1e6)))
def test_an_array_agrees_with_itself_and_with_its_nested_list(array):
    assert difference(array, array) is None
    assert difference(array.tolist(), array) is None
    assert difference(array.astype(np.float32), array) is None


@given(
    hnp.arrays(np.float64, hnp.array_shapes(max_side=4), elements=st.floats(-10, 10)),
    st.data(),
)
def test_one_wrong_element_is_found_wherever_it_stands(array, data):
    index = data.draw(st.tuples(*(st.integers(0, side - 1) for side in array.shape)))
    wrong = array.copy()
    wrong[index] += 1.0
    found = difference(wrong, array)
    assert found is not None
    assert found.index == index
    assert found.wrong == 1
    assert (found.got, found.expected) == (wrong[index], array[index])


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        (np.zeros((2, 3)), np.zeros((3, 2)), "shape"),
        (np.zeros((1, 2, 3)), np.zeros((2, 3)), "shape"),
        ([1.0], 1.0, "shape"),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "not-finite"),
        (np.array([1.0, np.inf]), np.array([1.0, 2.0]), "not-finite"),
        (None, np.zeros(2), "type"),
        ("1.0", 1.0, "type"),
        (np.zeros(2, complex), np.zeros(2), "type"),
        ((1, 2), (1, 2, 3), "length"),
        (3, (1, 2), "type"),
        ((1, 5), (1, 2), "value"),
        ({"a": 1}, {"b": 1}, "keys"),
        ([1], {"b": 1}, "type"),
        ({"b": 2}, {"b": 1}, "value"),
        (1.0, None, "type"),
        (1, True, "type"),
        (False, True, "value"),
        ([[1, 2], [3]], np.zeros((2, 2)), "type"),
    ],
)
def test_a_difference_has_a_kind(got, expected, kind):
    found = difference(got, expected)
    assert found is not None
    assert found.kind == kind


def test_a_difference_is_described_in_one_line():
    got, expected = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.5], [3.0, 4.0]])
    found = difference(got, expected)
    assert found is not None
    assert (
        found.message == "at index [0, 1] we got 2, and should have 2.5 (2 of 4 values are wrong)"
    )
    found = difference((1.0, np.zeros(2)), (1.0, np.ones(2)))
    assert found is not None
    assert found.message.startswith("value 2 of 2: at index [0] we got 0, and should have 1")


def test_nan_and_infinity_agree_with_themselves():
    array = np.array([np.nan, np.inf, -np.inf, 1.0])
    assert difference(array, array) is None
    assert difference(-array, array) is not None


def test_the_tolerance_is_relative_to_the_largest_expected_magnitude():
    expected = np.array([1000.0, 0.0])
    assert difference(np.array([1000.0, 0.05]), expected, rtol=1e-4) is None
    assert difference(np.array([1000.0, 0.15]), expected, rtol=1e-4) is not None
    assert difference(np.array([1e-3]), np.array([0.0])) is not None


def test_numpy_scalars_and_zero_dimensional_arrays_are_numbers():
    assert difference(to_tree(np.float64(2.0)), 2.0) is None
    assert difference(to_tree(np.array(2.0)), 2) is None
    assert type(to_tree(np.int64(2))) is int


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (AlwaysEqual(), "an object of type AlwaysEqual"),
        (np.array([AlwaysEqual()]), "an array of dtype object"),
        (np.array(["a"]), "an array of dtype <U1"),
        (iter(range(ITERATOR_LIMIT + 1)), "an iterator with more than 10000 items"),
        ({1, 2}, "an object of type set"),
    ],
)
def test_what_is_not_a_tree_is_named(value, words):
    with pytest.raises(NotATree, match=f"^{words}$"):
        to_tree(value)


def test_endless_nesting_is_refused():
    nested = []
    nested.append(nested)
    with pytest.raises(NotATree, match="nested more than 20 deep"):
        to_tree(nested)


def test_an_array_that_says_it_is_equal_is_looked_at_as_plain_numbers():
    tree = to_tree(np.zeros(3).view(AgreeableArray))
    assert type(tree) is np.ndarray
    assert difference(tree, np.ones(3)) is not None


def test_a_tree_is_a_copy_and_iterators_are_read():
    array = np.zeros(2)
    tree = to_tree({"a": (array, range(3)), "b": (n for n in "xy")})
    array[0] = 9
    assert tree["a"][0][0] == 0
    assert tree["a"][1] == [0, 1, 2]
    assert tree["b"] == ["x", "y"]


def test_values_are_described_in_words():
    words = [describe(v) for v in (None, np.zeros((2, 3)), 1.5, [1, 2], "text")]
    assert words == [
        "None",
        "an array of shape (2, 3)",
        "the number 1.5",
        "a list of 2 values",
        "a str",
    ]


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        (4, 4, ""),
        (4.0, 4, "of type float64: we expected whole numbers"),
        ((1, 1), (1, 1), ""),
        (np.array([1, 1], np.int32), (1, 1), ""),
        ((1, 1.0), (1, 1), "of type float64: we expected whole numbers"),
        (4, 4.0, "of type int64: we expected floats"),
        (np.zeros(2, np.uint8), np.zeros(2, np.uint8), ""),
        (np.zeros(2), np.zeros(2, np.uint8), "of type float64: we expected type uint8"),
        ([0, 0], np.zeros(2, np.uint8), "of type int64: we expected type uint8"),
    ],
)
def test_the_type_of_equal_numbers_can_be_asked_for(got, expected, says):
    assert type_difference(got, expected).endswith(says)
    assert bool(type_difference(got, expected)) == bool(says)
