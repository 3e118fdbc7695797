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

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.widgets import PoolingExplorer, pooling_explorer

SMALL = [[0.2, 0.8, 0.3, 0.6], [0.2, 0.9, 0.3, 0.8], [0.3, 0.8, 0.8, 0.9], [0, 0, 0.2, 0.8]]
REDUCE = {"max": np.max, "avg": np.mean, "sum": np.sum}


@pytest.fixture
def widget():
    return pooling_explorer(SMALL)


def test_it_begins_with_the_first_window(widget):
    assert (widget.row, widget.column, widget.value) == (0, 0, 0.9)
    assert widget.output_shape == (2, 2)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_output_and_winners_are_the_definition(data):
    h, w = data.draw(st.tuples(st.integers(1, 8), st.integers(1, 8)))
    k, stride = data.draw(st.tuples(st.integers(1, min(h, w)), st.integers(1, min(h, w))))
    mode = data.draw(st.sampled_from(list(REDUCE)))
    x = np.random.default_rng(data.draw(st.integers(0, 99))).integers(-5, 6, (h, w)).astype(float)
    widget = pooling_explorer(x, k, stride, mode)
    assert widget.output_shape == ((h - k) // stride + 1, (w - k) // stride + 1)
    winners = iter(widget.winners())
    for i, j in np.ndindex(widget.output_shape):
        seen = x[i * stride : i * stride + k, j * stride : j * stride + k]
        assert widget.output()[i, j] == pytest.approx(REDUCE[mode](seen))
        row, column = next(winners)
        assert x[row, column] == seen.max()
        earlier = seen.ravel()[: (row - i * stride) * k + column - j * stride]
        assert not (earlier == seen.max()).any()  # the first of several wins
    assert next(winners, None) is None


def test_the_value_follows_the_window_and_the_mode(widget):
    widget.row, widget.column = 1, 0
    assert widget.value == 0.8
    widget.mode = "avg"
    assert widget.value == pytest.approx(0.275)
    widget.mode = "sum"
    assert widget.value == pytest.approx(1.1)


def test_settings_and_places_are_clipped(widget):
    widget.row, widget.column = 9, 9
    assert (widget.row, widget.column) == (1, 1)
    widget.k = 99
    assert (widget.k, widget.row, widget.column) == (4, 0, 0)
    widget.stride = 0
    assert widget.stride == 1


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    assert state["image"] == SMALL
    assert {"k", "stride", "mode", "row", "column", "value"} <= set(state)


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(PoolingExplorer)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_the_numbers(widget):
    assert widget.picture().alt == (
        "A picture of 4 by 4 pixels, pooled by max over 2 by 2 windows with stride 2. The window "
        "at row 0, column 0 gives 0.9. The output, row by row: 0.9 0.8; 0.8 0.9. 4 of the 16 "
        "pixels win in a window, and are circled."
    )
    before = widget.picture().png
    widget.mode = "sum"
    assert widget.picture().png != before
    assert widget.picture().alt.endswith("The output, row by row: 2.1 2; 1.1 2.7.")


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert base64.b64encode(widget.picture().png).decode() in html
    assert "gives 0.9" in html
    assert data["text/plain"] == repr(widget.picture())


@pytest.mark.parametrize("shape", [(3,), (0, 3), (2, 4, 4), (13, 4)])
def test_another_picture_is_refused(shape):
    with pytest.raises(ShapeError) as caught:
        pooling_explorer(np.zeros(shape))
    assert str(caught.value) == (
        f"pooling_explorer: received an array of shape {shape} and dtype float64. Expected a "
        "picture of shape (H, W), at most 12 × 12. Show a part of one channel: x[n, c, :8, :8]."
    )


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [("k", 5, "5"), ("k", 0, "0"), ("stride", 1.5, "1.5"), ("stride", True, "True")],
)
def test_settings_that_make_no_sense_are_refused(setting, value, said):
    with pytest.raises(ParameterError) as caught:
        pooling_explorer(SMALL, **{setting: value})
    assert str(caught.value).startswith(f"pooling_explorer: received {setting} = {said}")
    assert str(caught.value).endswith(f"Expected an integer from 1 to 4. Correct {setting}.")


def test_another_mode_is_refused():
    with pytest.raises(ParameterError) as caught:
        pooling_explorer(SMALL, mode="median")
    assert "Expected 'max', 'avg' or 'sum'. Choose one of the three." in str(caught.value)
