import base64
import inspect
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter

from cnnkit.datasets import hand_made_filters
from cnnkit.errors import DTypeError, ParameterError, ShapeError
from cnnkit.functional import correlate2d
from cnnkit.widgets import FilterSliders, filter_sliders

RAMP = np.tile(np.linspace(0, 1, 6), (4, 1))
DOT = np.zeros((5, 7), dtype=np.uint8)
DOT[2, 3] = 255


@pytest.fixture
def widget():
    return filter_sliders({"ramp": RAMP, "dot": DOT}, hand_made_filters(), function=correlate2d)


def numbers(widget):
    """Return what the page is given to draw for the student's function."""
    answer = widget.answer
    values = np.frombuffer(answer["values"], dtype="<f4")
    return values.reshape(answer["rows"], answer["columns"])


def test_it_begins_with_the_first_picture_and_filter(widget):
    assert (widget.shown, widget.preset, widget.signed) == ("ramp", "nothing at all", False)
    np.testing.assert_allclose(widget.image, RAMP, atol=1 / 510)
    np.testing.assert_allclose(widget.output, RAMP[1:-1, 1:-1], atol=1 / 510)
    assert widget.function == "correlate2d"
    assert widget.answer["agrees"]


def test_a_preset_moves_the_taps_and_says_whether_0_is_grey(widget):
    widget.shown = "dot"
    for name, w in hand_made_filters().items():
        widget.preset = name
        np.testing.assert_array_equal(widget.filter, w)
        assert widget.signed == (abs(w.sum()) < 1e-9)
        np.testing.assert_allclose(numbers(widget), widget.output, atol=1e-6)
        assert widget.answer["agrees"]


def test_a_moved_tap_makes_the_filter_ones_own(widget):
    widget.preset = "edges"
    taps = [list(row) for row in widget.taps]
    taps[1][1] = 9.0
    widget.taps = taps
    assert widget.preset == ""
    assert widget.filter.sum() == 1
    np.testing.assert_allclose(numbers(widget), widget.output, atol=1e-6)


def test_the_function_is_asked_once_for_each_state():
    calls = []

    def counted(x, w):
        calls.append((x.shape, w.shape))
        return correlate2d(x, w)

    widget = filter_sliders({"ramp": RAMP, "dot": DOT}, hand_made_filters(), function=counted)
    widget.preset = "difference"
    widget.preset = "difference"
    widget.signed = False
    widget.shown = "dot"
    assert calls == [((4, 6), (3, 3)), ((4, 6), (1, 2)), ((5, 7), (1, 2))]


def test_an_error_becomes_a_sentence_and_the_next_state_is_answered_again():
    def brittle(x, w):
        return correlate2d(x, w) if w[0, 0] == 0 else {}["key"]

    widget = filter_sliders({"ramp": RAMP}, hand_made_filters(), function=brittle)
    widget.preset = "edges"
    assert widget.answer["says"].startswith("It stopped with KeyError: 'key'. Line ")
    assert "values" not in widget.answer
    first = widget.answer["number"]
    widget.preset = "emboss"
    assert widget.answer["number"] == first + 1
    widget.preset = "sharpen"
    assert widget.answer["agrees"]


def test_without_a_function_nothing_is_answered():
    widget = filter_sliders({"ramp": RAMP}, hand_made_filters())
    widget.preset = "edges"
    assert (widget.function, widget.answer) == ("", {})


def test_an_own_picture_can_be_shown(widget):
    pixels = np.arange(12, dtype=np.uint8)
    widget.upload = {"name": "yours", "rows": 3, "columns": 4, "pixels": memoryview(pixels)}
    widget.shown = "yours"
    np.testing.assert_allclose(widget.image * 255, pixels.reshape(3, 4))
    assert numbers(widget).shape == (1, 2)
    pixels = np.zeros(2, dtype=np.uint8)
    widget.upload = {"name": "yours", "rows": 1, "columns": 2, "pixels": pixels.tobytes()}
    assert widget.answer["says"] == "The filter is larger than the picture."


def test_an_upload_that_is_not_whole_is_refused(widget):
    with pytest.raises(ParameterError) as caught:
        widget.upload = {"name": "yours", "rows": 3, "columns": 4, "pixels": b"123"}
    assert str(caught.value) == (
        "filter_sliders: received 3 pixels for 3 × 4. Expected one for each place. "
        "Choose the picture again."
    )


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("shown", "cat", "received the picture 'cat'. Expected one of: ramp, dot."),
        ("preset", "mist", "received the filter 'mist'. Expected one of: nothing at all, "),
        ("taps", [[float("nan")]], "received the filter 'taps' with taps that are infinite or no"),
    ],
)
def test_what_is_unknown_is_refused(widget, trait, value, message):
    with pytest.raises(ParameterError, match="filter_sliders: " + re.escape(message)):
        setattr(widget, trait, value)


def test_what_the_page_needs_is_synced(widget):
    state = widget.get_state()
    assert [each["name"] for each in state["pictures"]] == ["ramp", "dot"]
    assert state["pictures"][1]["pixels"] == DOT.tobytes()
    assert [each["taps"] for each in state["filters"]] == [
        w.tolist() for w in hand_made_filters().values()
    ]
    palette = np.frombuffer(state["palette"], np.uint8).reshape(256, 3)
    light = palette @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(light) > -1).all()
    assert np.ptp(palette[127:129].astype(int), axis=1).max() <= 6  # the middle is grey


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_the_page_needs_no_other_address(suffix):
    text = Path(inspect.getfile(FilterSliders)).with_suffix(suffix).read_text("utf-8")
    assert text.strip()
    assert not re.search(r"https?://|\bimport\b", text)


def test_the_picture_tells_what_is_shown(widget):
    widget.preset = "difference"
    assert widget.picture().alt == (
        "The picture “ramp” of 4 by 6; a filter of 1 by 2, row by row: 1 −1; the sum of its taps "
        "is 0. What comes out goes from −0.2 to −0.2; 0 is shown as grey."
    )
    before = widget.picture()
    widget.preset = "box blur"
    after = widget.picture()
    assert after.png != before.png
    assert "the sum of its taps is 1." in after.alt
    assert after.alt.endswith("0 is shown as black and 1 as white.")


def test_a_page_without_javascript_shows_the_picture(widget):
    data, metadata = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    picture = widget.picture()
    assert f'alt="{picture.alt}"' in html
    assert base64.b64encode(picture.png).decode() in html


ONE = {"one": [[1.0]]}


@pytest.mark.parametrize(
    ("pictures", "filters", "kind", "message"),
    [
        (
            {},
            ONE,
            ParameterError,
            "filter_sliders: received pictures as a dict. Expected at least one of the "
            'pictures, by name. Write them as in {"four": datasets.digit()}.',
        ),
        (
            {"a": RAMP},
            [[1.0]],
            ParameterError,
            "filter_sliders: received filters as a list. Expected at least one of the "
            'filters, by name. Write them as in {"four": datasets.digit()}.',
        ),
        (
            {"a": np.zeros((3, 4, 4))},
            ONE,
            ShapeError,
            "filter_sliders: received the picture 'a' as an array of shape (3, 4, 4) and dtype "
            "float64. Expected a grey picture of shape (H, W). Make a colour photograph grey with "
            "datasets.to_grey(image).",
        ),
        (
            {"a": np.zeros((513, 4))},
            ONE,
            ParameterError,
            "filter_sliders: received the picture 'a' of 513 × 4. Expected at most 512 × 512. "
            "Show a part of it: x[:512, :512].",
        ),
        (
            {"a": RAMP * 2},
            ONE,
            ParameterError,
            "filter_sliders: received the picture 'a' with values from 0 to 2. Expected values "
            "from 0 to 1. Scale it, or pass whole numbers from 0 to 255 as uint8.",
        ),
        (
            {"a": RAMP},
            {"b": np.zeros((2, 8))},
            ShapeError,
            "filter_sliders: received the filter 'b' as an array of shape (2, 8) and dtype "
            "float64. Expected shape (KH, KW), at most 7 each way. Choose one filter and one "
            "channel.",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(pictures, filters, kind, message):
    with pytest.raises(kind) as caught:
        filter_sliders(pictures, filters)
    assert str(caught.value) == message


def test_only_a_function_is_taken():
    with pytest.raises(DTypeError) as caught:
        filter_sliders({"ramp": RAMP}, ONE, function=np.zeros(2))
    assert str(caught.value) == (
        "filter_sliders: received function as an array of shape (2,) and dtype float64. Expected "
        "a function of a picture and a filter. Write function=corr2d, without brackets."
    )
