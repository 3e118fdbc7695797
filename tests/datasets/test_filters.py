import numpy as np
import pytest

from cnnkit.datasets import hand_made_filters

SUMS = {
    "nothing at all": 1,
    "difference": 0,
    "box blur": 1,
    "soft blur": 1,
    "sharpen": 1,
    "edges": 0,
    "level lines": 0,
    "upright lines": 0,
    "falling lines": 0,
    "rising lines": 0,
    "edge enhance": 0,
    "emboss": 1,
    "slanted edges": 0,
    "Sobel x": 0,
    "Sobel y": 0,
    "printed as a slanted edge": 2,
    "printed as edge enhance": -4,
}


def test_every_filter_has_its_sum():
    assert {name: pytest.approx(w.sum()) for name, w in hand_made_filters().items()} == SUMS


def test_no_two_are_alike():
    filters = list(hand_made_filters().values())
    assert len({(w.shape, w.tobytes()) for w in filters}) == len(filters)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("level lines", (np.arange(9) == 4)[:, None]),
        ("upright lines", (np.arange(9) == 4)[None, :]),
        ("falling lines", np.eye(9)),
        ("rising lines", np.eye(9)[::-1]),
    ],
)
def test_each_line_detector_answers_to_its_own_direction(name, line):
    picture = np.broadcast_to(line, (9, 9)).astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(picture, (3, 3))
    strongest = {
        other: np.abs((windows * w).sum(axis=(2, 3))).max()
        for other, w in hand_made_filters().items()
        if other.endswith("lines")
    }
    assert strongest.pop(name) == 6
    assert max(strongest.values()) < 6


def test_each_call_gives_arrays_of_its_own():
    hand_made_filters()["sharpen"][:] = 0
    assert hand_made_filters()["sharpen"].sum() == 1
