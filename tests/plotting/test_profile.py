from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.plotting import panels, profile


def row(name, forward, backward, kept=0, peak=0):
    return SimpleNamespace(name=name, forward=forward, backward=backward, kept=kept, peak=peak)


def found(rows, forward=0.0, backward=0.0):
    seconds = sum(row.forward + row.backward for row in rows) + forward + backward
    return SimpleNamespace(
        rows=rows, between_forward=forward, between_backward=backward, seconds=seconds
    )


ROWS = [
    row("conv", 0.002, 0.004, 2048, 4096),
    row("relu", 0.001, 0.001, 3072, 0),
    row("pool", 0, 0, 1024, 512),
]


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def widths(bars):
    return [bar.get_width() for bar in bars]


def test_bars_of_time_and_of_memory():
    left, right = profile(found(ROWS))
    forward, backward = left.containers
    np.testing.assert_allclose(widths(forward), [2, 1, 0])
    np.testing.assert_allclose(widths(backward), [4, 1, 0])
    assert [bar.get_x() for bar in backward] == widths(forward)
    kept, peak = right.containers
    np.testing.assert_allclose(widths(kept), [2, 3, 1])
    np.testing.assert_allclose(widths(peak), [4, 0, 0.5])
    assert (left.get_xlabel(), right.get_xlabel()) == ("time (ms)", "memory (KiB)")
    assert names(left) == ["conv", "relu", "pool"]
    assert left.get_ylim() == right.get_ylim()
    assert left.get_ylim()[0] > left.get_ylim()[1]  # the first layer is on top
    assert [text.get_text().strip() for text in left.texts] == ["75 %", "25 %"]


def test_hatching_says_what_colour_says():
    for ax in profile(found(ROWS)):
        plain, hatched = ax.containers
        assert not plain[0].get_hatch()
        assert hatched[0].get_hatch()
        assert [text.get_text() for text in ax.get_legend().get_texts()] == [
            plain.get_label(),
            hatched.get_label(),
        ]


def test_time_between_the_layers_has_a_row_where_it_counts():
    left, _ = profile(found(ROWS, 0.001, 0.001))
    assert names(left)[-1] == "(between layers)"
    assert [text.get_text().strip() for text in left.texts] == ["60 %", "20 %", "20 %"]
    assert names(profile(found(ROWS, 1e-6, 1e-6))[0])[-1] == "pool"


def test_of_many_layers_the_cheapest_are_added_up():
    rows = [row(f"layer{n}", 1 + n % 10, 1, 1024, 1024 * n) for n in range(40)]
    left, right = profile(found(rows), most=9)
    assert names(left)[-1] == "32 other layers"
    assert names(left)[:-1] == [f"layer{n}" for n in range(40) if n % 10 >= 8]
    assert sum(widths(left.containers[0])) == sum(row.forward for row in rows)
    assert sum(widths(right.containers[0])) == 40
    assert widths(right.containers[1])[-1] == 37
    assert len(names(profile(found(rows[:9]), most=9)[0])) == 9


@pytest.mark.parametrize("count", [1, 30, 60])
def test_names_and_shares_do_not_run_into_one_another(count):
    rows = [row(f"stage1.block1.residual.body.conv{n}", 1, 1 + n, 5, 5) for n in range(count)]
    axes = profile(found(rows))
    figure = axes[0].figure
    figure.draw_without_rendering()
    for texts in (axes[0].get_yticklabels(), axes[0].texts):
        boxes = [text.get_window_extent() for text in texts]
        assert all(not a.overlaps(b) for a, b in pairwise(boxes))
        assert all(box.x0 >= 0 and box.x1 <= axes[1].get_window_extent().x0 for box in boxes)


def test_without_peaks_there_is_one_bar():
    rows = [row("a", 1, 1, 1024, None), row("b", 1, 1, 2048, None)]
    (kept,) = profile(found(rows))[1].containers
    assert widths(kept) == [1, 2]


def test_axes_of_one_s_own():
    axes = panels(2)
    assert profile(found(ROWS), axes=axes) == axes
    with pytest.raises(ShapeError) as caught:
        profile(found(ROWS), axes=panels(3))
    assert str(caught.value) == (
        "profile: received 3 axes. Expected two, for time and for memory. Write axes=panels(2)."
    )


@pytest.mark.parametrize("nothing", [object(), found([]), SimpleNamespace(rows=[object()])])
def test_what_is_no_profile_is_refused(nothing):
    with pytest.raises(ParameterError) as caught:
        profile(nothing)
    assert str(caught.value) == (
        "profile: received a profile without layers. Expected at least one layer. "
        "Draw what cnnkit.training.profile returned."
    )


def test_one_row_is_not_enough():
    with pytest.raises(ParameterError, match=r"^profile: received most=1\. Expected 2 rows"):
        profile(found(ROWS), most=1)
