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

from cnnkit.datasets import volume_example
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.widgets import VolumeExplorer, volume_explorer


@pytest.fixture
def widget():
    return volume_explorer(*volume_example(), stride=2, padding=1)


def by_definition(x, w, b, f, i, j, stride, padding):
    """Return b[f] + Σ x[c, i·s + u − p, j·s + v − p] w[f, c, u, v], zero outside the image."""
    (_, h, width), total = x.shape, b[f]
    for c, u, v in np.ndindex(*w.shape[1:]):
        row, column = i * stride[0] + u - padding[0], j * stride[1] + v - padding[1]
        if 0 <= row < h and 0 <= column < width:
            total += x[c, row, column] * w[f, c, u, v]
    return total


def test_it_begins_at_the_first_cell(widget):
    assert (widget.filter, widget.row, widget.column) == (0, 0, 0)
    assert widget.output_shape == (2, 3, 3)
    assert widget.value == 0


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_value_is_the_definition_at_every_cell(data):
    c, f = data.draw(st.tuples(st.integers(1, 4), st.integers(1, 6)))
    h, width = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    kh, kw = data.draw(st.tuples(st.integers(1, h), st.integers(1, width)))
    stride = data.draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    padding = data.draw(st.tuples(st.integers(0, 2), st.integers(0, 2)))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    x, w = rng.normal(size=(c, h, width)), rng.normal(size=(f, c, kh, kw))
    b = rng.normal(size=f)
    widget = volume_explorer(x, w, b, stride=stride, padding=padding)
    assert widget.output_shape == (
        f,
        (h + 2 * padding[0] - kh) // stride[0] + 1,
        (width + 2 * padding[1] - kw) // stride[1] + 1,
    )
    place = [data.draw(st.integers(0, n - 1)) for n in widget.output_shape]
    widget.filter, widget.row, widget.column = place
    assert widget.value == pytest.approx(by_definition(x, w, b, *place, stride, padding))
    assert widget.sums.sum() + b[widget.filter] == pytest.approx(widget.value)
    assert widget.products().shape == (c, kh, kw)


def test_without_a_bias_nothing_is_added():
    x, w, _ = volume_example()
    assert volume_explorer(x, w, stride=2, padding=1).value == -1
    assert volume_explorer(x, w).bias == [0, 0]


def test_cells_outside_are_clipped(widget):
    widget.filter, widget.row, widget.column = 9, 9, 9
    assert (widget.filter, widget.row, widget.column) == (1, 2, 2)
    widget.filter, widget.row, widget.column = -1, -1, -1
    assert (widget.filter, widget.row, widget.column) == (0, 0, 0)


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    x, w, b = volume_example()
    assert (state["volume"], state["filters"], state["bias"]) == (x.tolist(), w.tolist(), [1, 0])
    assert (state["stride"], state["padding"]) == ([2, 2], [1, 1])
    assert {"filter", "row", "column", "value"} <= set(state)
    assert b.tolist() == [1, 0]


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(VolumeExplorer)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_the_cell(widget):
    widget.row, widget.column = 1, 1
    assert widget.picture().alt == (
        "3 channels of 7 by 7, padding included, and filter 0 of 2. The window's first cell is "
        "row 2, column 2 of each channel. The sums of the products are 1, 1, −2; the bias is 1; "
        "together 1, in row 1, column 1 of map 0. The output, each map of 3 by 3 row by row: "
        "map 0: 0, 5, 4, 5, 1, 7, 5, 3, 5; map 1: 3, 2, 2, 4, 5, 3, −2, 6, 0."
    )


def test_the_picture_follows_the_filter(widget):
    before = widget.picture()
    widget.filter = 1
    after = widget.picture()
    assert after.png != before.png
    assert "filter 1 of 2" in after.alt


def test_many_filters_and_one_channel_are_drawn_too():
    rng = np.random.default_rng(3)
    picture = volume_explorer(rng.random((1, 3, 4)), rng.random((6, 1, 2, 2))).picture()
    assert "map 5: " in picture.alt


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    picture = widget.picture()
    assert base64.b64encode(picture.png).decode() in html
    assert "together 0, in row 0, column 0 of map 0" in html
    assert data["text/plain"] == repr(picture)


@pytest.mark.parametrize(
    ("x", "w"),
    [
        ((5, 5), (2, 3, 3)),
        ((3, 5, 5), (2, 2, 3, 3)),
        ((3, 5, 5), (3, 3, 3)),
        ((3, 0, 5), (2, 3, 1, 1)),
    ],
)
def test_other_shapes_are_refused(x, w):
    with pytest.raises(ShapeError) as caught:
        volume_explorer(np.zeros(x), np.zeros(w))
    assert str(caught.value) == (
        f"volume_explorer: received x as an array of shape {x} and dtype float64 and w as an array "
        f"of shape {w} and dtype float64. Expected x of shape (C, H, W) and w of shape "
        "(F, C, KH, KW), with the same C. Choose one image, x[n], and filters as deep as it is."
    )


def test_a_bias_of_another_length_is_refused():
    x, w, _ = volume_example()
    with pytest.raises(ShapeError) as caught:
        volume_explorer(x, w, np.zeros(3))
    assert str(caught.value) == (
        "volume_explorer: received b as an array of shape (3,) and dtype float64. Expected shape "
        "(2,), one number for each filter. Pass one bias for each filter, or None."
    )


@pytest.mark.parametrize(
    ("x", "w", "padding", "said"),
    [
        ((3, 9, 9), (2, 3, 3, 3), 1, "2 filters on 3 channels of 11 × 11"),
        ((5, 4, 4), (1, 5, 2, 2), 0, "1 filters on 5 channels of 4 × 4"),
        ((1, 4, 4), (7, 1, 2, 2), 0, "7 filters on 1 channels of 4 × 4"),
    ],
)
def test_more_than_fits_on_a_page_is_refused(x, w, padding, said):
    with pytest.raises(ParameterError) as caught:
        volume_explorer(np.zeros(x), np.zeros(w), padding=padding)
    assert str(caught.value) == (
        f"volume_explorer: received {said}, padding included. Expected at most 6 filters on 4 "
        "channels of 9 × 9. Show a part: x[:3, :7, :7]."
    )


def test_a_filter_larger_than_the_image_is_refused():
    with pytest.raises(ParameterError) as caught:
        volume_explorer(np.zeros((1, 2, 5)), np.zeros((1, 1, 3, 3)))
    assert str(caught.value) == (
        "volume_explorer: received filters of 3 × 3 on an image of 2 × 5, padding included. "
        "Expected filters no larger than the image. Take smaller filters or a larger image."
    )


@pytest.mark.parametrize(
    ("name", "value", "least", "fix"),
    [("stride", 0, 1, 1), ("padding", (1, -1), 0, 1), ("stride", (1.5, 1), 1, 1)],
)
def test_settings_are_whole_numbers(name, value, least, fix):
    x, w, _ = volume_example()
    with pytest.raises(ParameterError) as caught:
        volume_explorer(x, w, **{name: value})
    assert str(caught.value) == (
        f"volume_explorer: received {name}={value!r}. Expected an integer of at least {least}, or "
        f"a pair of them. Write {name}={fix}, for instance."
    )
