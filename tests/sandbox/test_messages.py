"""Messages that were written to trip the grader."""

import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.messages import NOTICE, TOTAL, Meter, harmless, sane


def message(kind, content, request="r1", **more):
    return {**harmless(request), "msg_type": kind, "content": content, **more}


GOOD = [
    ("stream", {"name": "stdout", "text": "a"}),
    ("display_data", {"data": {"text/plain": "a", "text/html": ["a", "b"]}, "metadata": {}}),
    ("display_data", {"data": {"application/json": {"a": 1}}, "metadata": {}, "transient": {}}),
    ("execute_result", {"data": {}, "metadata": {}, "execution_count": 3}),
    ("error", {"ename": "E", "evalue": "v", "traceback": ["t"]}),
    ("clear_output", {"wait": True}),
    ("status", {"execution_state": "idle"}),
    ("execute_input", {"code": "1", "execution_count": 1}),
    ("execute_reply", {"status": "ok", "execution_count": 1}),
    ("execute_reply", {"status": "error", "ename": "E", "evalue": "v", "traceback": []}),
]
BAD = [
    ("stream", {"name": "stdout"}),
    ("stream", {"name": "stdout", "text": 5}),
    ("stream", {"name": "elsewhere", "text": "a"}),
    ("display_data", {"data": {"text/plain": 7}, "metadata": {}}),
    ("display_data", {"data": [], "metadata": {}}),
    ("display_data", {"data": {}, "metadata": None}),
    ("display_data", {"data": {}, "metadata": {}, "transient": {"display_id": []}}),
    ("execute_result", {"data": {}, "metadata": {}, "execution_count": "x"}),
    ("execute_result", {"data": {}, "metadata": {}}),
    ("execute_result", {"data": {}, "metadata": {}, "execution_count": True}),
    ("execute_result", {"data": {}, "metadata": {}, "execution_count": -1}),
    ("display_data", {"data": {"text/json": {}}, "metadata": {}}),
    ("error", {"ename": [], "evalue": "", "traceback": []}),
    ("error", {"ename": "", "evalue": "", "traceback": "x"}),
    ("clear_output", {}),
    ("status", {}),
    ("execute_reply", {"status": 1}),
    ("execute_reply", {"status": "error"}),
]


@pytest.mark.parametrize(("kind", "content"), GOOD)
def test_honest_messages_pass_unchanged(kind, content):
    assert sane(message(kind, content)) == message(kind, content)


@pytest.mark.parametrize(("kind", "content"), BAD)
def test_forged_messages_become_harmless(kind, content):
    assert sane(message(kind, content)) == harmless("r1")


@pytest.mark.parametrize(
    "broken",
    [None, [], {}, message("stream", [1]), message(7, {}), message("stream", {}, parent_header=0)],
)
def test_what_is_no_message_becomes_harmless(broken):
    assert sane(broken)["msg_type"] == "status"


def test_a_request_that_is_no_text_becomes_harmless():
    assert sane(message("status", {"execution_state": "idle"}, request=["r"])) == harmless()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@st.composite
def tampered(draw):
    """Take an honest message, and drop or replace some of what it says."""
    kind, content = draw(st.sampled_from(GOOD))
    names = st.sampled_from([*content, "transient", "execution_count"])
    dropped = draw(st.sets(names, max_size=1))
    replaced = draw(st.dictionaries(names, values, max_size=2))
    return kind, {k: v for k, v in (content | replaced).items() if k not in dropped}


@settings(max_examples=60, deadline=None)
@given(tampered())
def test_what_passes_can_be_stored_in_a_notebook(forged):
    kind, content = forged
    passed = sane(message(kind, content))
    json.dumps(passed, default=str).encode("utf-8")
    assert isinstance(passed["msg_type"], str)
    if passed["msg_type"] in ("stream", "display_data", "execute_result", "error"):
        output = nbformat.v4.output_from_msg({**passed, "header": {"msg_type": kind}})
        cell = nbformat.v4.new_code_cell(outputs=[output], id="a")
        notebook = nbformat.v4.new_notebook(cells=[cell])
        nbformat.validate(notebook)
        nbformat.writes(notebook, allow_nan=False).encode("utf-8")


def test_lone_surrogates_are_repaired_at_any_depth():
    data = {"text/plain": ["\ud800", "ok"], "application/json": {"\udfff": ["\ud900"]}}
    passed = sane(message("display_data", {"data": data, "metadata": {}}))
    assert passed["content"]["data"] == {
        "text/plain": ["?", "ok"],
        "application/json": {"?": ["?"]},
    }


def stream(text, request="r1"):
    return message("stream", {"name": "stdout", "text": text}, request)


def test_output_is_cut_off_once_per_request():
    meter = Meter(100)
    shown = [meter.admit(stream("x" * 40), 40)["content"].get("text") for _ in range(5)]
    assert shown == ["x" * 40, "x" * 40, NOTICE.format(size=100), None, None]
    assert meter.exceeded
    assert meter.admit(stream("y", "r2"), 1)["content"]["text"] == "y"


def test_a_small_message_does_not_slip_in_after_the_cut():
    meter = Meter(100)
    meter.admit(stream("x" * 101), 101)
    assert meter.admit(stream("y"), 1)["msg_type"] == "status"


def test_new_names_for_requests_do_not_help_for_ever():
    meter = Meter(100)
    kept = [meter.admit(stream("x" * 90, f"r{n}"), 90)["content"]["text"] for n in range(100)]
    assert sum(text.startswith("x") for text in kept) == TOTAL * 100 // 90


def test_a_status_always_passes_and_widgets_never():
    meter = Meter(1)
    meter.admit(stream("xx"), 2)
    idle = message("status", {"execution_state": "idle"})
    assert meter.admit(idle, 500) == idle
    assert meter.admit(message("comm_open", {"data": None}), 1) == harmless("r1")
    assert meter.admit(message("nonsense", {}), 1) == harmless("r1")
