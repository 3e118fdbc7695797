import numpy as np
import pytest

from cnnkit.errors import ParameterError
from cnnkit.plotting import places


def dots(ax):
    """Return where the taps of each place lie, line by line."""
    marked = [line for line in ax.lines if line.get_marker() == "o"]
    return [np.asarray(line.get_xdata()).tolist() for line in marked]


def labels(ax):
    return [text.get_text() for text in ax.texts]


def test_every_place_shows_its_taps():
    ax = places(7, starts=range(0, 5, 2), taps=range(3))
    assert dots(ax) == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["place 0", "place 1", "place 2"]
    assert labels(ax) == list("0123456")


def test_gaps_have_no_dot():
    ax = places(6, starts=[1], taps=range(0, 5, 2))
    assert dots(ax) == [[1, 3, 5]]
    arms = [line for line in ax.lines if line.get_marker() != "o"]
    assert [np.asarray(arm.get_xdata()).tolist() for arm in arms] == [[1, 5]]


def test_the_frame_is_grey_and_positions_count_from_its_edge():
    ax = places(3, starts=range(5), taps=[0], padding=1)
    assert labels(ax) == list("01234")
    greys = [patch.get_facecolor()[0] < 1 for patch in ax.patches]
    assert greys == [True, False, False, False, True]


def test_what_no_window_reaches_is_crossed_out():
    ax = places(10, starts=range(0, 8, 2), taps=range(3))
    assert [at for at, patch in enumerate(ax.patches) if patch.get_hatch()] == [9]
    assert labels(ax) == [str(at) for at in range(9)]


def test_a_row_without_a_place_can_be_drawn():
    ax = places(2, starts=[], taps=range(3))
    assert dots(ax) == []
    assert not any(patch.get_hatch() for patch in ax.patches)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            {"n": 7, "starts": [0, 5], "taps": range(3)},
            "places: received a tap at position 7. Expected windows inside the row, from 0 to 6. "
            "Take fewer places, a smaller window, or more padding.",
        ),
        (
            {"n": 7, "starts": [-1], "taps": range(3)},
            "places: received a tap at position -1. Expected windows inside the row, from 0 to 6. "
            "Take fewer places, a smaller window, or more padding.",
        ),
        (
            {"n": 41, "starts": [0], "taps": range(3)},
            "places: received 41 pixels with the padding, 1 places, 3 taps. Expected 1 to 40 "
            "pixels, at most 40 places, and at least one tap. Draw a shorter row.",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments, text):
    with pytest.raises(ParameterError) as caught:
        places(**arguments)
    assert str(caught.value) == text
