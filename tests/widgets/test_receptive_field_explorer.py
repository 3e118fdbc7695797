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
from cnnkit.widgets import ReceptiveFieldExplorer, receptive_field_explorer

layer = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))


@pytest.fixture
def widget():
    return receptive_field_explorer()


def ends(layers):
    """Follow every path from an output to the inputs in a row, one by one."""
    found = [0]
    for k, stride, dilation in reversed(layers):
        found = [i * stride + u * dilation for i in found for u in range(k)]
    return found


def test_two_layers_of_three(widget):
    assert (widget.size, widget.jump) == (5, 1)
    assert (widget.paths().size, widget.paths().sum()) == (25, 81)
    assert np.array_equal(widget.paths(), np.outer([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]))


@settings(max_examples=40, deadline=None)
@given(st.lists(layer, max_size=4))
def test_paths_are_counted_one_by_one(layers):
    widget = receptive_field_explorer(layers)
    counts = np.bincount(ends(layers))
    assert widget.size == len(counts)
    assert widget.jump == np.prod([stride for _, stride, _ in layers], dtype=int)
    assert np.array_equal(widget.paths(), np.outer(counts, counts))
    assert widget.units()[0] == np.flatnonzero(counts).tolist()
    assert widget.units()[-1] == [0]


def test_the_numbers_follow_the_layers(widget):
    widget.layers = [[3, 2, 1], [3, 1, 1]]
    assert (widget.size, widget.jump) == (7, 2)
    widget.layers = []
    assert (widget.size, widget.jump, widget.paths().tolist()) == (1, 1, [[1]])


def test_layers_are_clipped(widget):
    widget.layers = [[9, 0, 9]] + [[3, 1, 1]] * 9
    assert widget.layers == [[7, 1, 4]] + [[3, 1, 1]] * 4


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([], "An output sees 1 × 1 = 1 pixel, by 1 path. Neighbouring outputs look 1 pixel apart."),
        (
            [(3, 1, 2)],
            "An output sees 9 pixels in a square of 5 × 5, by 9 paths. Neighbouring outputs look "
            "1 pixel apart.",
        ),
        (
            [(5, 2, 1), (3, 2, 1), (3, 1, 1)],
            "An output sees 17 × 17 = 289 pixels, by 2,025 paths. Neighbouring outputs look 4 "
            "pixels apart.",
        ),
    ],
)
def test_it_says_what_an_output_sees(layers, said):
    assert receptive_field_explorer(layers).says == said


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    assert state["layers"] == [[3, 1, 1], [3, 1, 1]]
    assert state["limits"] == {"k": [1, 7], "stride": [1, 4], "dilation": [1, 4]}
    assert {"size", "jump", "most", "drawn", "numbered"} <= set(state)


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(ReceptiveFieldExplorer)).with_suffix(suffix).read_text("utf-8")
    text = text.replace("http://www.w3.org/2000/svg", "")  # a name, not an address
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_the_numbers(widget):
    assert widget.picture().alt == (
        "Layers: 3 × 3 with stride 1 and dilation 1, then 3 × 3 with stride 1 and dilation 1. "
        f"{widget.says} Along one direction there are 1, 2, 3, 2, 1 paths; the count of a pixel "
        "is the product of its row's and its column's."
    )
    before = widget.picture().png
    widget.layers = [[3, 2, 1], [2, 1, 3]]
    assert widget.picture().png != before


@pytest.mark.parametrize("layers", [[], [(7, 4, 1)] * 5, [(3, 1, 4), (3, 1, 4)], [(7, 2, 2)] * 2])
def test_any_stack_has_a_picture(layers):
    widget = receptive_field_explorer(layers)
    assert widget.says in widget.picture().alt


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert base64.b64encode(widget.picture().png).decode() in html
    assert "25 pixels, by 81 paths" in html
    assert data["text/plain"] == repr(widget.picture())


@pytest.mark.parametrize("layers", [[(3, 1, 1)] * 6, [(3, 1)], [3], [(3, 1, 1, 1)]])
def test_other_layers_are_refused(layers):
    with pytest.raises(ParameterError) as caught:
        receptive_field_explorer(layers)
    assert "Expected at most 5 layers, each (k, stride, dilation)." in str(caught.value)


@pytest.mark.parametrize(
    ("numbers", "name", "least", "greatest"),
    [((8, 1, 1), "k", 1, 7), ((3, 0, 1), "stride", 1, 4), ((3, 1, 1.5), "dilation", 1, 4)],
)
def test_other_numbers_are_refused(numbers, name, least, greatest):
    with pytest.raises(ParameterError) as caught:
        receptive_field_explorer([(3, 1, 1), numbers])
    assert str(caught.value).startswith(f"receptive_field_explorer: received {name} = ")
    assert str(caught.value).endswith(
        f"in layer 1. Expected an integer from {least} to {greatest}. Correct {name}."
    )
