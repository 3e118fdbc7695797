import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.plotting import matrix, panels, window
from cnnkit.plotting.matrix import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (2.1000000000000005, "2.1"),
        (-0.25, "−0.25"),
        (1 / 3, "0.333"),
        (-1 / 9, "−0.111"),
        (1e-9, "1e-09"),
        (-1e-9, "−1e-09"),
        (float("nan"), "nan"),
        (float("-inf"), "−inf"),
    ],
)
def test_numbers_are_brief(value, text):
    assert number(value) == text


def test_every_number_stands_in_its_cell():
    x = np.array([[1, 2, 3], [4, 5, 6]])
    ax = matrix(x)
    np.testing.assert_array_equal(ax.images[0].get_array(), x)
    for text in ax.texts:
        j, i = text.get_position()
        assert text.get_text() == str(x[int(i), int(j)])
    assert len(ax.texts) == 6


@pytest.mark.parametrize(("side", "last"), [(16, 15), (17, 15), (28, 25)])
def test_places_are_numbered_as_long_as_there_is_room(side, last):
    ax = matrix(np.zeros((2, side)), values=False)
    ticks = [int(tick) for tick in ax.get_xticks()]
    assert ticks[-1] == last
    assert ticks[1] - ticks[0] == (1 if side <= 16 else 5)


def test_ink_contrasts_with_its_cell():
    dark, light = matrix([[0, 1]]).texts
    assert (dark.get_color(), light.get_color()) == ("white", "black")


def test_values_can_be_left_out():
    assert not matrix(np.eye(3), values=False).texts
    assert matrix(np.zeros((28, 40)), values=False).images


def test_many_rows_are_numbered_by_fives():
    ax = matrix(np.zeros((40, 7)), values=False)
    assert ax.get_yticks().tolist() == [0, 5, 10, 15, 20, 25, 30, 35]
    assert ax.get_xticks().tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_row_of_numbers_is_a_matrix_of_one_row():
    assert matrix([1, 2, 3]).images[0].get_array().shape == (1, 3)


def test_negative_numbers_put_zero_in_the_middle():
    assert matrix([[-1, 3]]).images[0].get_clim() == (-3, 3)


def test_two_matrices_can_share_a_scale():
    x = np.array([[0.0, 0.2], [0.8, 1.0]])
    limits = matrix(np.array([[0.8, 1.0]]), scale=x).images[0].norm
    assert (limits.vmin, limits.vmax) == (0, 1)
    assert matrix(np.array([[0.8, 1.0]])).images[0].norm.vmin == 0.8


@pytest.mark.parametrize("shape", [(2, 3, 4), (0, 3)])
def test_something_else_is_refused(shape):
    with pytest.raises(ShapeError) as caught:
        matrix(np.zeros(shape))
    assert str(caught.value) == (
        f"matrix: received an array of shape {shape} and dtype float64. Expected numbers of "
        "shape (H, W) or (W,). Choose one image and one channel: x[n, c]."
    )


def test_too_many_numbers_are_refused():
    with pytest.raises(ParameterError) as caught:
        matrix(np.zeros((28, 40)))
    assert str(caught.value) == (
        "matrix: received 1,120 numbers to write. Expected at most 1,000. "
        "Draw a part of it, or write matrix(x, values=False)."
    )


def test_the_window_frames_what_it_looks_at():
    axes = panels(2)
    ax = window(np.zeros((5, 7)), 1, 3, 2, 4, ax=axes[1])
    assert ax is axes[1]
    rim, frame = ax.patches
    for patch in (rim, frame):
        assert patch.get_bbox().bounds == (2.5, 0.5, 4, 2)
    assert rim.get_linewidth() > frame.get_linewidth()


def test_a_window_over_one_row():
    assert window([1, 2, 3], 0, 1, 1, 2).patches[0].get_bbox().bounds == (0.5, -0.5, 2, 1)


def test_a_window_can_share_a_scale():
    x = np.array([[0.0, 0.5], [0.8, 1.0]])
    limits = window(x[:1], 0, 0, 1, 1, scale=x).images[0].norm
    assert (limits.vmin, limits.vmax) == (0, 1)


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (4, 0), (0, 4)])
def test_a_window_outside_is_refused(place):
    with pytest.raises(ParameterError) as caught:
        window(np.zeros((5, 7)), *place, 2, 4)
    assert str(caught.value) == (
        f"window: received a window of 2 × 4 from row {place[0]}, column {place[1]}. Expected a "
        "window inside 5 × 7. Rows can start at 0 to 3, columns at 0 to 3."
    )


def test_a_window_too_large_is_refused():
    with pytest.raises(ParameterError, match=r"Take a smaller window\.$"):
        window(np.zeros((5, 7)), 0, 0, 6, 2)
