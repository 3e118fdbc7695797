"""What a hostile kernel may put into its reply, taken apart without harm."""

import base64
import tracemalloc

import pytest

from autograder.judging.protocol import ProtocolError, encode
from autograder.judging.recovery import _unpacked


def reply(text, nonce="n"):
    return {"user_expressions": {nonce: {"status": "ok", "data": {"text/plain": text}}}}


def test_a_reply_is_unpacked():
    text = repr(base64.b64encode(encode({"a": 1.5})).decode())
    assert _unpacked(reply(text), "n") == {"a": 1.5}


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"user_expressions": None},
        {"user_expressions": []},
        {"user_expressions": {"n": None}},
        {"user_expressions": {"n": {"status": "error", "ename": "E"}}},
        {"user_expressions": {"n": {"data": {"text/plain": None}}}},
        {"user_expressions": {"n": {"data": {"text/plain": ["'AAAA'"]}}}},
        {"user_expressions": {"n": {"data": {"text/plain": {"a": 1}}}}},
        {"user_expressions": {"n": {"data": "text/plain"}}},
        reply("'AAAA'", "another"),
        reply(""),
        reply("'"),
        reply("AAAA"),
        reply("'AAA'"),
        reply("'\u00e9\u00e9\u00e9\u00e9'"),
        reply("['" + "A" * 400 + "']"),
        reply("__import__('os').abort()"),
        reply("(" * 100_000),
    ],
    ids=range(18),
)
def test_anything_else_is_no_answer(content):
    with pytest.raises(ProtocolError):
        _unpacked(content, "n")


def test_a_long_text_is_not_read_as_python():
    text = "(" + "1," * 500_000 + ")"
    tracemalloc.start()
    with pytest.raises(ProtocolError):
        _unpacked(reply(text), "n")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(text)
