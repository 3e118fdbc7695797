import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.training import accuracy, confusion_matrix

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_by_the_definition(pairs):
    y_true, y_pred = map(np.array, zip(*pairs, strict=True))
    counts = confusion_matrix(y_true, y_pred, 5)
    for i in range(5):
        for j in range(5):
            assert counts[i, j] == sum(pair == (i, j) for pair in pairs)
    assert accuracy(y_true, y_pred) == np.trace(counts) / len(pairs)


def test_no_answers_no_counts():
    assert not confusion_matrix(np.zeros(0, int), np.zeros(0, int), 3).any()


@pytest.mark.parametrize(
    ("y_true", "y_pred", "error", "text"),
    [
        (
            [0, 1],
            [[0.2, 0.8], [0.5, 0.5]],
            ShapeError,
            "confusion_matrix: received y_true of shape (2,) and y_pred of shape (2, 2). Expected "
            "two arrays of the same shape (N,). Give classes, not scores: scores.argmax(axis=1).",
        ),
        (
            [0, 3],
            [0, 1],
            ParameterError,
            "confusion_matrix: received classes from 0 to 3. Expected from 0 to 2. Give the number "
            "of classes that the labels have.",
        ),
    ],
)
def test_errors(y_true, y_pred, error, text):
    with pytest.raises(error) as caught:
        confusion_matrix(np.array(y_true), np.array(y_pred), 3)
    assert str(caught.value) == text
