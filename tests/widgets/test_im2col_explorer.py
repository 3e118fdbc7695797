import base64
import inspect
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.widgets import Im2colExplorer, im2col_explorer

IMAGE = np.tensordot([100, 10, 1], np.indices((2, 4, 5)), axes=1)  # each number tells its place


@pytest.fixture
def widget():
    return im2col_explorer(IMAGE, 2)


def windows(x, k, stride, padding):
    """Yield what each window sees, of shape (C, KH, KW), row by row, from the definition."""
    (ph, pw), (sh, sw), (kh, kw) = padding, stride, k
    framed = np.pad(x, ((0, 0), (ph, ph), (pw, pw)))
    for i in range(0, framed.shape[1] - kh + 1, sh):
        for j in range(0, framed.shape[2] - kw + 1, sw):
            yield framed[:, i : i + kh, j : j + kw]


def test_it_begins_with_the_first_column_and_pixel(widget):
    assert (widget.column, widget.pixel) == (0, [0, 0, 0])
    assert widget.places == (3, 4)
    assert widget.patch().tolist() == [[[0, 1], [10, 11]], [[100, 101], [110, 111]]]
    assert widget.copies() == [(0, 0)]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_columns_patches_and_copies_are_the_definition(data):
    def pairs(least, most):
        return data.draw(st.tuples(st.integers(least, most), st.integers(least, most)))

    padding, stride = pairs(0, 1), pairs(1, 3)
    c, (h, w) = data.draw(st.integers(1, 3)), pairs(1, 4)
    k = tuple(
        data.draw(st.integers(1, min(3, n + 2 * p))) for n, p in zip((h, w), padding, strict=True)
    )
    x = np.arange(1, c * h * w + 1).reshape(c, h, w)  # all different, and none is a zero
    seen = list(windows(x, k, stride, padding))
    if len(seen) > 20:
        return
    widget = im2col_explorer(x, k, stride=stride, padding=padding)
    assert np.prod(widget.places) == len(seen)
    np.testing.assert_array_equal(widget.columns().T, [patch.ravel() for patch in seen])
    widget.column = data.draw(st.integers(0, len(seen) - 1))
    np.testing.assert_array_equal(widget.patch(), seen[widget.column])
    widget.pixel = [data.draw(st.integers(0, n - 1)) for n in (c, h, w)]
    value = x[tuple(widget.pixel)]
    expected = [(r, q) for q, patch in enumerate(seen) for r in np.flatnonzero(patch == value)]
    assert widget.copies() == expected


def test_one_channel_may_come_without_its_axis():
    assert im2col_explorer(IMAGE[0], 2).image == [IMAGE[0].tolist()]


def test_what_lies_outside_is_clipped(widget):
    widget.column, widget.pixel = 99, [5, 5, 5]
    assert (widget.column, widget.pixel) == (11, [1, 3, 4])
    widget.column, widget.pixel = -1, [-1, -1, -1]
    assert (widget.column, widget.pixel) == (0, [0, 0, 0])
    with pytest.raises(traitlets.TraitError, match=r"a pixel is \[channel, row, column\]"):
        widget.pixel = [1, 1]


def test_what_the_page_needs_is_synced():
    state = im2col_explorer(IMAGE, (2, 3), stride=(1, 2), padding=(0, 1)).get_state()
    assert state["image"] == IMAGE.tolist()
    assert (state["k"], state["stride"], state["padding"]) == ([2, 3], [1, 2], [0, 1])
    assert {"column", "pixel"} <= set(state)


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(Im2colExplorer)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_the_column_and_the_pixel(widget):
    widget.column, widget.pixel = 5, [1, 2, 3]
    assert widget.picture().alt == (
        "2 channels of 4 by 5, padding included, and beside them a matrix of 8 rows and 12 "
        "columns. Column 5 is framed: it holds the window at row 1, column 1 of every channel, "
        "from top to bottom 11, 12, 21, 22, 111, 112, 121, 122. The pixel 123, channel 1, row 2, "
        "column 3, is ringed; it stands in 4 columns: 6, 7, 10, 11."
    )
    before = widget.picture().png
    widget.column = 6
    assert widget.picture().png != before
    before = widget.picture().png
    widget.pixel = [0, 0, 0]
    assert widget.picture().png != before
    assert widget.picture().alt.endswith("it stands in 1 column: 0.")


def test_a_pixel_that_no_window_meets_stands_nowhere():
    widget = im2col_explorer(IMAGE[:, :3, :3], 1, stride=2)
    widget.pixel = [0, 1, 1]
    assert widget.copies() == []
    assert widget.picture().alt.endswith("it stands in no columns.")


def test_the_margin_is_hatched_and_the_ring_lies_on_the_pixel(monkeypatch):
    module = sys.modules[Im2colExplorer.__module__]
    monkeypatch.setattr(module, "show", lambda figure, alt: figure)
    widget = im2col_explorer(IMAGE[:, :3, :2], (3, 2), stride=(2, 1), padding=(1, 2))
    widget.pixel = [1, 2, 0]
    first, second, matrix = widget.picture().axes
    margin = {(i, j) for i, j in np.ndindex(5, 6) if not (1 <= i < 4 and 2 <= j < 4)}
    for ax in (first, second):
        hatched = [patch.get_xy() for patch in ax.patches if patch.get_hatch()]
        assert {(int(y + 0.5), int(x + 0.5)) for x, y in hatched} == margin
    assert [list(ring.get_offsets()[0]) for ring in second.collections] == [[2, 3]] * 2
    assert not first.collections
    ringed = {(int(i), int(j)) for j, i in matrix.collections[0].get_offsets()}
    assert ringed == set(widget.copies())
    assert len(ringed) == 2


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert base64.b64encode(widget.picture().png).decode() in html
    assert "it stands in 1 column: 0." in html


@pytest.mark.parametrize("shape", [(5,), (1, 2, 4, 4), (0, 4, 4)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ShapeError) as caught:
        im2col_explorer(np.zeros(shape), 2)
    assert str(caught.value) == (
        f"im2col_explorer: received an array of shape {shape} and dtype float64. Expected one "
        "image of shape (C, H, W) or (H, W). Choose one: x[n]."
    )


def test_more_than_fits_on_a_page_is_refused():
    with pytest.raises(ParameterError) as caught:
        im2col_explorer(np.zeros((2, 4, 7)), 2, padding=1)
    assert str(caught.value) == (
        "im2col_explorer: received 2 channels of 6 × 9, padding included. Expected at most 3 "
        "channels of 8 × 8. Show a part: x[:2, :4, :5]."
    )
    with pytest.raises(ParameterError) as caught:
        im2col_explorer(np.zeros((1, 8, 8)), 3)
    assert str(caught.value) == (
        "im2col_explorer: received a column matrix of 9 × 36. Expected at most 27 rows and 20 "
        "columns. Take a smaller image, fewer channels, or a larger stride."
    )


def test_a_window_larger_than_the_image_is_refused():
    with pytest.raises(ParameterError) as caught:
        im2col_explorer(np.zeros((2, 3)), 3)
    assert str(caught.value) == (
        "im2col_explorer: received a window of 3 × 3 on an image of 2 × 3, padding included. "
        "Expected a window no larger than the image. Take a smaller window or a larger image."
    )


@pytest.mark.parametrize(
    ("name", "value"), [("k", 0), ("stride", 0), ("padding", -1), ("stride", 1.5)]
)
def test_settings_are_whole_numbers(name, value):
    with pytest.raises(ParameterError, match=f"im2col_explorer: received {name} = {value}"):
        im2col_explorer(IMAGE, **{"k": 2, name: value})
