from types import SimpleNamespace

import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.plotting import history, panels

RUN = {"loss": [3.0, 2.0], "accuracy": [0.1, 0.5], "val_loss": [2.5, 2.4], "val_accuracy": []}


@pytest.mark.parametrize("run", [RUN, SimpleNamespace(**RUN)])
def test_loss_over_the_epochs(run):
    ax = history(run)
    training, validation = ax.lines
    np.testing.assert_array_equal(training.get_xydata(), [[1, 3], [2, 2]])
    np.testing.assert_array_equal(validation.get_xydata(), [[1, 2.5], [2, 2.4]])
    assert training.get_linestyle() != validation.get_linestyle()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")


def test_without_validation_there_is_one_line():
    axes = panels(2)
    assert history(RUN, "accuracy", ax=axes[1]) is axes[1]
    (line,) = axes[1].lines
    np.testing.assert_array_equal(line.get_ydata(), [0.1, 0.5])
    assert axes[1].get_ylabel() == "accuracy"


def test_another_curve_is_refused():
    with pytest.raises(ParameterError) as caught:
        history(RUN, "speed")  # pyright: ignore[reportArgumentType]
    assert str(caught.value) == (
        'history: received what=\'speed\'. Expected "loss" or "accuracy". '
        'Write history(h, "accuracy").'
    )


@pytest.mark.parametrize("run", [{}, {"loss": []}, object()])
def test_an_empty_history_is_refused(run):
    with pytest.raises(ParameterError) as caught:
        history(run)
    assert str(caught.value) == (
        "history: received a history without loss. Expected at least one epoch. "
        "Draw the history that fit returned."
    )
