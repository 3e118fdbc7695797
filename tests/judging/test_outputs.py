import base64
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judging.outputs import (
    ATTRIBUTES,
    TAGS,
    TEXT,
    Allowance,
    bundle,
    clean_html,
    error,
    to_outputs,
)

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()


def stream(text, name="stdout"):
    return {"msg_type": "stream", "content": {"name": name, "text": text}}


def display(data, kind="display_data", **transient):
    return {"msg_type": kind, "content": {"data": data, "metadata": {}, "transient": transient}}


def test_pieces_of_a_stream_are_joined():
    outputs = to_outputs([stream("a"), stream("b"), stream("c", "stderr"), stream("d")])
    assert [(o["name"], o["text"]) for o in outputs] == [
        ("stdout", "ab"),
        ("stderr", "c"),
        ("stdout", "d"),
    ]


def test_a_display_is_updated_in_its_place():
    shown = [display({"text/plain": "1"}, display_id="x"), stream("s")]
    outputs = to_outputs(
        [*shown, display({"text/plain": "2"}, "update_display_data", display_id="x")]
    )
    assert outputs[0]["data"] == {"text/plain": "2"}
    assert len(outputs) == 2
    assert len(to_outputs([display({}, "update_display_data", display_id="unknown")])) == 0


def test_output_is_cleared_at_once_or_with_the_next():
    now = {"msg_type": "clear_output", "content": {"wait": False}}
    later = {"msg_type": "clear_output", "content": {"wait": True}}
    assert to_outputs([stream("a"), now]) == []
    assert [o["text"] for o in to_outputs([stream("a"), later])] == ["a"]
    assert [o["text"] for o in to_outputs([stream("a"), later, stream("b")])] == ["b"]


def test_outputs_are_what_a_notebook_holds():
    messages = [
        stream("text"),
        display({"text/plain": "1", "text/html": "<b>1</b>", "image/png": PNG}),
        display({"text/plain": "2"}, "execute_result"),
        {"msg_type": "error", "content": {"ename": "E", "evalue": "v", "traceback": ["\x1b[31mE"]}},
    ]
    cell = nbformat.v4.new_code_cell(outputs=to_outputs(messages, 3))
    nbformat.validate(nbformat.from_dict(nbformat.v4.new_notebook(cells=[cell])))
    assert cell.outputs[2]["execution_count"] == 3
    assert cell.outputs[3]["traceback"] == ["\x1b[31mE"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/javascript",
        "text/markdown",
        "text/latex",
        "image/svg+xml",
        "application/vnd.jupyter.widget-view+json",
        "application/vnd.cnnkit.report+json",
        "application/pdf",
        "text/anything",
    ],
)
def test_what_runs_or_could_be_taken_for_ours_is_dropped(kind):
    assert bundle({kind: "<script>alert(1)</script>", "text/plain": "kept"}) == {
        "text/plain": "kept"
    }


def test_a_picture_is_a_picture():
    assert bundle({"image/png": PNG}) == {"image/png": PNG}
    assert bundle({"image/png": PNG[:8] + "\n" + PNG[8:]}) == {"image/png": PNG}
    for other in ("<script>", '"><script>alert(1)</script>', "PHN2Zz4=", "", 5, {"a": 1}):
        assert bundle({"image/png": other}) == {}


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src=x onerror="alert(1)">', "<img>"),
        ('<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="a">', '<img alt="a">'),
        ('<img src="https://elsewhere/x.png">', "<img>"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<iframe src=x></iframe>", ""),
        ('<form action=x><input name="score"></form>', ""),
        ('<div style="background:url(http://x)" class="c">x</div>', "<div>x</div>"),
        ("<!-- --><b>x", "<b>x</b>"),
        ("<style>*{display:none}</style>", "*{display:none}"),
        ("</div></div></body>x", "x"),
        ("<svg><script>alert(1)</script></svg>", "alert(1)"),
        ("<math><mtext><img src=x onerror=alert(1)></mtext></math>", "<img>"),
    ],
)
def test_html_loses_what_runs_loads_or_links(html, left):
    assert clean_html(html) == left


def test_the_librarys_own_pictures_stay():
    html = f'<img alt="a 4" width="300" src="data:image/png;base64,{PNG}">'
    assert clean_html(html) == html


@settings(max_examples=40)
@given(
    st.text(alphabet="<>/=\"' abimgscriptonload&;:-!\n\0\ud800", max_size=80)
    | st.text(alphabet="<!-[CDATA]>svgmathstyle/", max_size=60)
)
def test_no_html_brings_a_forbidden_tag_through(text):
    seen = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, [name for name, _ in attrs]))

        def handle_comment(self, data):
            seen.append(("comment", []))

        handle_decl = unknown_decl = handle_pi = handle_comment

    parser = Parser()
    parser.feed(clean_html(text))
    parser.close()
    for tag, attributes in seen:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES | {"src"}


def test_html_has_an_end_in_one_piece_and_in_all():
    assert "text/html" not in bundle({"text/html": "<b>" * 2001, "text/plain": "kept"})
    pieces = [display({"text/html": "<b>x</b>" * 900, "text/plain": "kept"})] * 20
    kept = ["text/html" in output["data"] for output in to_outputs(pieces)]
    assert kept == [True] * 11 + [False] * 9
    left = Allowance(tags=3000)
    assert len(to_outputs(pieces[:1], None, left)[0]["data"]) == 2
    assert len(to_outputs(pieces[:1], None, left)[0]["data"]) == 1


def test_long_text_is_cut_off():
    [output] = to_outputs([stream("x" * 3 * TEXT), stream("y")])
    assert len(output["text"]) == TEXT


def test_an_error_of_our_own_has_one_line():
    assert error("NotRun", "no time")["traceback"] == ["NotRun: no time"]
