import numpy as np
import pytest

from cnnkit.errors import ShapeError
from cnnkit.plotting import signal


def test_samples_stand_at_their_indices():
    (line,) = signal([3, 1, 2], label="x").lines
    np.testing.assert_array_equal(line.get_xydata(), [[0, 3], [1, 1], [2, 2]])


def test_a_signal_may_start_later():
    (line,) = signal([3, 1], start=2).lines
    np.testing.assert_array_equal(line.get_xydata(), [[2, 3], [3, 1]])


def test_a_second_signal_looks_different_without_colour():
    ax = signal([1, 2], label="x")
    assert signal([2, 1], label="y", ax=ax) is ax
    one, two = ax.lines
    assert one.get_linestyle() != two.get_linestyle()
    assert one.get_marker() != two.get_marker()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["x", "y"]


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_something_else_is_refused(shape):
    with pytest.raises(ShapeError, match=r"Expected a signal of shape \(N,\)\. Choose one row"):
        signal(np.zeros(shape))
