import base64
import importlib
import inspect
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from cnnkit.datasets import worked_example
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.widgets import Stepper, stepper

ARROW = np.array([[1.0, 2.0], [0.0, -1.0]])  # not symmetric: flipping shows


@pytest.fixture
def widget():
    return stepper(*worked_example())


def test_it_begins_at_the_first_place(widget):
    assert (widget.row, widget.column, widget.flip) == (0, 0, False)
    assert widget.value == pytest.approx(1.0)
    assert widget.output_shape == (4, 4)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_value_is_the_sum_at_every_place(data):
    h, w = data.draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    kh, kw = data.draw(st.tuples(st.integers(1, h), st.integers(1, w)))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    x, k = rng.normal(size=(h, w)), rng.normal(size=(kh, kw))
    widget = stepper(x, k, flip=data.draw(st.booleans()))
    widget.row = i = data.draw(st.integers(0, h - kh))
    widget.column = j = data.draw(st.integers(0, w - kw))
    total = 0.0
    for u in range(kh):
        for v in range(kw):
            total += x[i + u, j + v] * (k[kh - 1 - u, kw - 1 - v] if widget.flip else k[u, v])
    assert widget.value == pytest.approx(total)


def test_the_worked_example_gives_2_1(widget):
    widget.row = 1
    assert widget.value == pytest.approx(2.1)
    np.testing.assert_allclose(widget.products(), [[0.2, 0, 0], [0, 0.9, 0], [0.3, 0, 0.7]])


def test_flipping_turns_the_filter():
    widget = stepper(np.arange(12).reshape(3, 4), ARROW)
    assert widget.value == 0 + 2 - 5
    widget.flip = True
    assert widget.value == -0 + 2 * 4 + 5
    np.testing.assert_array_equal(widget.applied, [[-1, 0], [2, 1]])
    assert widget.filter == ARROW.tolist()


def test_places_outside_are_clipped():
    widget = stepper(np.zeros((4, 6)), ARROW)
    widget.row, widget.column = 99, 99
    assert (widget.row, widget.column) == (2, 4)
    widget.row, widget.column = -1, -5
    assert (widget.row, widget.column) == (0, 0)


def test_a_signal_is_one_row():
    widget = stepper([1, 2, 3, 4], [1, -1])
    assert widget.image == [[1, 2, 3, 4]]
    assert widget.output_shape == (1, 3)
    assert widget.value == -1


def test_the_picture_of_a_signal_speaks_of_a_signal():
    alt = stepper([3, 1, 2, 5], [1, -1]).picture().alt
    assert alt.startswith("A filter of 2 taps lies on a signal of 4 numbers with its first tap at ")
    assert alt.endswith("The whole output: 2 −1 −3.")


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    patch, w = worked_example()
    assert state["image"] == patch.tolist()
    assert state["filter"] == w.tolist()
    assert {"row", "column", "flip", "value"} <= set(state)


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(Stepper)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_bundle_carries_a_picture(widget):
    data, _ = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert data["text/html"].startswith('<img alt="A filter of 3 by 3 lies on an image of 6 by 6')
    assert data["text/plain"].startswith("[Picture: A filter of 3 by 3")


def test_the_picture_tells_the_step(widget):
    widget.row = 1
    assert widget.picture().alt == (
        "A filter of 3 by 3 lies on an image of 6 by 6 with its first cell at row 1, column 0. "
        "The products are 0.2, 0, 0, 0, 0.9, 0, 0.3, 0, 0.7; their sum is 2.1. The whole output, "
        "row by row: 1 1.2 1.1 0.9; 2.1 2.7 2.5 1.9; 1 2.1 2.4 1.4; 1 1.8 2 1.8."
    )


@pytest.mark.parametrize(
    ("x", "w", "widths"),
    [(np.arange(12), [-1, 1], [12, 4, 4, 11]), (np.zeros((3, 9)), np.ones((1, 2)), None)],
    ids=["signal", "image"],
)
def test_the_picture_gives_the_cells_of_a_signal_room(monkeypatch, x, w, widths):
    drawn = []
    module = importlib.import_module("cnnkit.widgets.stepper")
    monkeypatch.setattr(module, "show", lambda axes, alt: drawn.extend(axes))
    stepper(x, w).picture()
    assert drawn[0].get_gridspec().get_width_ratios() == (widths or [1, 1, 1, 1])


def test_the_picture_follows_the_flip():
    widget = stepper(np.arange(12).reshape(3, 4), ARROW)
    before = widget.picture()
    widget.flip = True
    after = widget.picture()
    assert after.png != before.png
    assert "A filter of 2 by 2, flipped, lies" in after.alt
    assert "The products are 0, 0, 8, 5; their sum is 13." in after.alt


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    picture = widget.picture()
    assert f'alt="{picture.alt}"' in html
    assert base64.b64encode(picture.png).decode() in html


@pytest.mark.parametrize(
    ("x", "w"), [((4, 4), (2,)), ((4,), (2, 2)), ((1, 4, 4), (1, 2, 2)), ((0, 4), (1, 1))]
)
def test_other_shapes_are_refused(x, w):
    with pytest.raises(ShapeError) as caught:
        stepper(np.zeros(x), np.zeros(w))
    assert str(caught.value) == (
        f"stepper: received x as an array of shape {x} and dtype float64 and w as an array of "
        f"shape {w} and dtype float64. Expected x of shape (H, W) and w of shape (KH, KW), or "
        "(N,) and (K,). Choose one image, one filter and one channel."
    )


def test_a_large_image_is_refused():
    with pytest.raises(ParameterError) as caught:
        stepper(np.zeros((4, 17)), np.zeros((2, 2)))
    assert str(caught.value) == (
        "stepper: received an image of 4 × 17. Expected at most 16 × 16. "
        "Show a part of it: x[:16, :16]."
    )


@pytest.mark.parametrize("shape", [(4, 1), (1, 6)])
def test_a_filter_larger_than_the_image_is_refused(shape):
    with pytest.raises(ParameterError) as caught:
        stepper(np.zeros((3, 5)), np.zeros(shape))
    assert str(caught.value) == (
        f"stepper: received a filter of {shape[0]} × {shape[1]} on an image of 3 × 5. Expected a "
        "filter no larger than the image. Take a smaller filter or a larger image."
    )
