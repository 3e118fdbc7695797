import base64
import inspect
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from cnnkit.errors import ParameterError
from cnnkit.widgets import SizeCalculator, size_calculator
from cnnkit.widgets.size_calculator import LIMITS


@pytest.fixture
def widget():
    return size_calculator(10, 3, stride=2)


def counted(widget):
    """Return the start of every window that lies wholly inside, found by trying each position."""
    reach = (widget.k - 1) * widget.dilation
    row = range(widget.n + 2 * widget.padding)
    return [at for at in row[:: widget.stride] if at + reach in row]


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        size_calculator,
        *(st.integers(1, most) for most in (12, 6, 5)),
        st.integers(0, 4),
        st.integers(1, 4),
    )
)
def test_the_numbers_are_those_that_counting_gives(widget):
    starts = counted(widget)
    assert widget.starts() == starts
    assert widget.value == len(starts)
    taps = [start + tap * widget.dilation for start in starts for tap in range(widget.k)]
    used = [taps.count(at + widget.padding) for at in range(widget.n)]
    np.testing.assert_array_equal(widget.coverage(), np.outer(used, used))
    if starts:
        end = starts[-1] + (widget.k - 1) * widget.dilation + 1
        assert widget.rest == widget.n + 2 * widget.padding - end


def test_a_setting_can_be_changed(widget):
    assert (widget.value, widget.rest) == (4, 1)
    widget.stride = 7
    assert (widget.value, widget.rest) == (2, 0)
    widget.k = 11
    assert (widget.value, widget.rest) == (0, 0)
    widget.padding = 1
    assert widget.value == 1


def test_the_corner_is_used_once_four_times_and_nine_times():
    corners = [size_calculator(5, 3, padding=p).coverage()[0, 0] for p in (0, 1, 2)]
    assert corners == [1, 4, 9]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ((7, 3), "5 places. The last window ends at the end of the row."),
        ((5, 5), "1 place. The last window ends at the end of the row."),
        (
            (10, 3, 2),
            "4 places. The stride does not fit: it leaves a rest, and the last pixel is dropped.",
        ),
        (
            (12, 3, 5),
            "2 places. The stride does not fit: it leaves a rest, and the last 4 pixels are "
            "dropped.",
        ),
        (
            (10, 3, 2, 1),
            "5 places. The stride does not fit: it leaves a rest, and the last zero is dropped.",
        ),
        (
            (10, 3, 7, 1),
            "2 places. The stride does not fit: it leaves a rest, and the last 2 positions are "
            "dropped.",
        ),
        ((2, 3), "Does not fit: the window spans 3 pixels, and the row has 2."),
        (
            (4, 4, 1, 1, 3),
            "Does not fit: the window spans 10 pixels, and the row has 6 with its padding.",
        ),
    ],
)
def test_it_says_whether_the_window_fits(settings, says):
    assert size_calculator(*settings).says == says


def test_the_formula_has_the_numbers_put_in():
    widget = size_calculator(224, 11, 4, 2)
    assert widget.formula == "⌊(224 + 2·2 − 1·(11 − 1) − 1) / 4⌋ + 1 = ⌊217 / 4⌋ + 1 = 55"
    assert size_calculator(2, 3).formula.endswith("⌋ + 1: there is no place")


def test_what_lies_outside_is_clipped(widget):
    for name, (least, greatest) in LIMITS.items():
        setattr(widget, name, least - 5)
        assert getattr(widget, name) == least
        setattr(widget, name, greatest + 5)
        assert getattr(widget, name) == greatest


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    assert {*LIMITS, "value", "rest", "limits", "drawn"} <= set(state)
    assert state["limits"]["padding"] == [0, 99]


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(SizeCalculator)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_the_numbers():
    assert size_calculator(4, 3, padding=1).picture().alt == (
        "⌊(4 + 2·1 − 1·(3 − 1) − 1) / 1⌋ + 1 = ⌊3 / 1⌋ + 1 = 4. 4 places. The last window ends at "
        "the end of the row. The windows start at 0, 1, 2, 3. How many windows use each pixel, row "
        "by row: 4 6 6 4; 6 9 9 6; 6 9 9 6; 4 6 6 4."
    )


def test_a_window_without_a_place_has_a_picture():
    assert "The windows start at no position." in size_calculator(2, 3).picture().alt


def test_the_picture_follows_the_settings(widget):
    before = widget.picture()
    widget.padding = 2
    assert widget.picture().png != before.png


def test_a_long_row_is_counted_and_not_drawn():
    picture = size_calculator(227, 11, 4).picture()
    assert picture.alt.endswith("= 55. 55 places. The last window ends at the end of the row.")


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    picture = widget.picture()
    assert f'alt="{picture.alt}"' in html
    assert base64.b64encode(picture.png).decode() in html


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"n": 0}, "n = 0. Expected an integer from 1 to 999. Correct n."),
        ({"k": 2.5}, "k = 2.5. Expected an integer from 1 to 99. Correct k."),
        ({"padding": -1}, "padding = -1. Expected an integer from 0 to 99. Correct padding."),
        ({"stride": True}, "stride = True. Expected an integer from 1 to 99. Correct stride."),
    ],
)
def test_other_numbers_are_refused(settings, text):
    with pytest.raises(ParameterError) as caught:
        size_calculator(**settings)
    assert str(caught.value) == f"size_calculator: received {text}"
