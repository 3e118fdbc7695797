import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter

from cnnkit.errors import DTypeError, ParameterError
from cnnkit.plotting import matrix, show
from cnnkit.widgets import picture_slider

PICTURES = [show(matrix(np.full((2, 2), n)), alt=f"Four times {n}.") for n in range(3)]


@pytest.fixture
def widget():
    return picture_slider(PICTURES, [-4, 0, 2.5], name="columns", start=1)


def test_it_begins_where_it_is_told(widget):
    assert widget.picture() is PICTURES[1]
    assert widget.slider.description == "columns"
    assert 'alt="Four times 1."' in widget.children[1].value


def test_the_slider_turns_the_page(widget):
    for place in (2, 0, 1):
        widget.slider.index = place
        assert widget.picture() is PICTURES[place]
        assert widget.children[1].value == PICTURES[place]._repr_html_()


def test_the_slider_says_the_values(widget):
    said = []
    for place in range(3):
        widget.slider.index = place
        said.append(widget.slider.label)
    assert said == ["−4", "0", "2.5"]
    words = picture_slider(PICTURES, ["a", "b", "c"], name="letter")
    assert words.slider.label == "a"


def test_the_bundle_carries_the_present_picture(widget):
    widget.slider.index = 2
    data = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert data["text/html"] == PICTURES[2]._repr_html_()
    assert data["text/plain"] == "[Picture: Four times 2.]"


def test_a_page_without_javascript_shows_the_picture(widget):
    output = nbformat.v4.new_output("display_data", widget._repr_mimebundle_())
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert 'alt="Four times 1."' in html


@pytest.mark.parametrize(("pictures", "values"), [([], []), (PICTURES, [1, 2])])
def test_each_picture_has_its_value(pictures, values):
    with pytest.raises(ParameterError) as caught:
        picture_slider(pictures, values, name="n")
    assert str(caught.value) == (
        f"picture_slider: received {len(pictures)} pictures and {len(values)} values. Expected at "
        "least one picture, and one value for each. Draw one picture for each value, in the same "
        "loop."
    )


@pytest.mark.parametrize("start", [-1, 3])
def test_it_begins_at_one_of_the_pictures(start):
    with pytest.raises(ParameterError) as caught:
        picture_slider(PICTURES, [1, 2, 3], name="n", start=start)
    assert str(caught.value) == (
        f"picture_slider: received start={start}. Expected a place from 0 to 2. "
        "Count the pictures from 0."
    )


def test_only_finished_pictures_are_taken():
    with pytest.raises(DTypeError) as caught:
        picture_slider([np.zeros(3)], [1], name="n")
    assert str(caught.value) == (
        "picture_slider: received an array of shape (3,) and dtype float64. Expected what "
        "plotting.show returned. Write pictures.append(plotting.show(ax, alt=...))."
    )
