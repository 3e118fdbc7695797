import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.plotting import confusion_matrix, panels, probability_bars


def test_rows_are_true_classes_and_shares_are_colours():
    ax = confusion_matrix([[3, 1], [0, 0]], ["cat", "dog"])
    np.testing.assert_array_equal(ax.images[0].get_array(), [[0.75, 0.25], [0, 0]])
    assert [text.get_text() for text in ax.texts] == ["3", "1", "0", "0"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("answer", "truth")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["cat", "dog"]


def test_full_cells_are_dark_with_light_ink():
    full, empty, *_ = confusion_matrix([[9, 0], [0, 9]], ["a", "b"]).texts
    assert (full.get_color(), empty.get_color()) == ("white", "black")


@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (4,)])
def test_counts_of_another_shape_are_refused(shape):
    with pytest.raises(ShapeError) as caught:
        confusion_matrix(np.zeros(shape), ["a", "b"])
    assert str(caught.value) == (
        f"confusion_matrix: received an array of shape {shape} and dtype float64 for 2 classes. "
        "Expected counts of shape (2, 2). Give one name a class, and a row and a column for each."
    )


def test_bars_are_as_long_as_the_probabilities():
    axes = panels(2)
    ax = probability_bars([0.75, 0.25], ["a", "b"], ax=axes[1])
    assert ax is axes[1]
    assert [bar.get_width() for bar in ax.patches] == [0.75, 0.25]
    assert [text.get_text() for text in ax.texts] == ["0.75", "0.25"]


def test_the_truth_is_told_without_colour():
    ax = probability_bars([0.75, 0.25], ["a", "b"], truth=1)
    assert [bar.get_hatch() for bar in ax.patches] == [None, "///"]
    assert ax.get_yticklabels()[1].get_text() == "b (true)"


def test_probabilities_of_many_images_are_refused():
    with pytest.raises(ShapeError) as caught:
        probability_bars(np.zeros((5, 2)), ["a", "b"])
    assert str(caught.value) == (
        "probability_bars: received an array of shape (5, 2) and dtype float64 for 2 classes. "
        "Expected probabilities of shape (2,). Choose one image: probabilities[n]."
    )


@pytest.mark.parametrize("truth", [-1, 2])
def test_a_truth_without_a_class_is_refused(truth):
    with pytest.raises(ParameterError) as caught:
        probability_bars([0.5, 0.5], ["a", "b"], truth=truth)
    assert str(caught.value) == (
        f"probability_bars: received truth={truth}. Expected a class from 0 to 1. "
        "Give the label of this image, or leave truth out."
    )
