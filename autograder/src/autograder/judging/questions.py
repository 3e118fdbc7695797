"""What the judge asks of a kernel, and what it hears: a call out, an outcome back.

A question carries one case's inputs and a nonce, a random name that nobody knew before. A reply
without that nonce is no reply. Nothing in a question says which case it is or what is expected;
and everything in a reply is the student's: it is read as data about this one case, each part held
to its type and its length. This module is also sent into the sandbox.
"""

import re
from typing import Any

from autograder.judging.protocol import ProtocolError
from cnnkit.checks.outcome import MESSAGE_LIMIT, PRINTED_LIMIT, Outcome
from cnnkit.checks.recipes import from_plain, to_plain
from cnnkit.checks.spec import Call

ABSENT = "absent"
"""The kind of an outcome where there is nothing to call; ``message`` names the type found."""

KINDS = ("returned", "unwritten", "raised", "timeout", "not-a-tree", ABSENT)
"""What a kernel may claim. That it died, or was skipped, only the judge can say."""

NAME_LIMIT = 100
FRAME_LIMIT = 300
LINES = 5
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def question(nonce: str, name: str, call: Call, seconds: float) -> dict[str, Any]:
    """Return the tree that asks for one call of ``name``."""
    return {"nonce": nonce, "name": name, "seconds": seconds, "call": _call_to_tree(call)}


def asked(tree: dict[str, Any]) -> tuple[str, str, Call, float]:
    """Return nonce, name, call and seconds of a `question`."""
    return tree["nonce"], tree["name"], _call_from_tree(tree["call"]), tree["seconds"]


def _call_to_tree(call: Call) -> dict[str, Any]:
    return {
        "args": to_plain(call.args),
        "kwargs": to_plain(call.kwargs),
        "methods": [[name, _call_to_tree(method)] for name, method in call.methods],
        "observe": list(call.observe),
        "again": call.again,
    }


def _call_from_tree(tree: dict[str, Any]) -> Call:
    call = Call(*from_plain(tree["args"]), **from_plain(tree["kwargs"]))
    methods = [(name, _call_from_tree(method)) for name, method in tree["methods"]]
    return call.then(*methods).observing(*tree["observe"]).twice(tree["again"])


def reply(nonce: str, outcome: Outcome) -> dict[str, Any]:
    """Return the tree that answers a question.

    >>> reply("n", Outcome("returned", value=2.5))["value"]
    2.5
    """
    return {
        "nonce": nonce,
        "kind": outcome.kind,
        "value": outcome.value,
        "error": clean(outcome.error, NAME_LIMIT),
        "message": clean(outcome.message, MESSAGE_LIMIT),
        "frame": clean(outcome.frame, FRAME_LIMIT),
        "mutated": [clean(name, NAME_LIMIT) for name in outcome.mutated],
        "printed": clean(outcome.printed, PRINTED_LIMIT + 3),
        "warned": [clean(text, MESSAGE_LIMIT) for text in outcome.warned],
    }


def outcome_of(tree: Any, nonce: str) -> Outcome:
    """Return the outcome that a reply claims.

    Raises
    ------
    ProtocolError
        If it is not a reply, or not one to the question with this nonce.
    """
    parts = {"nonce", "kind", "value", "error", "message", "frame", "mutated", "printed", "warned"}
    if not isinstance(tree, dict) or set(tree) != parts:
        raise _not_a_reply("a tree of other parts")
    if tree["nonce"] != nonce or not isinstance(tree["nonce"], str):
        raise _not_a_reply("an answer to another question")
    if not isinstance(tree["kind"], str) or tree["kind"] not in KINDS:
        raise _not_a_reply("an outcome of an unknown kind")
    return Outcome(
        tree["kind"],
        value=tree["value"] if tree["kind"] == "returned" else None,
        error=_text(tree["error"], NAME_LIMIT),
        message=_text(tree["message"], MESSAGE_LIMIT),
        frame=_text(tree["frame"], FRAME_LIMIT),
        mutated=_texts(tree["mutated"], NAME_LIMIT),
        printed=_text(tree["printed"], PRINTED_LIMIT + 3),
        warned=_texts(tree["warned"], MESSAGE_LIMIT),
    )


def _not_a_reply(received: str) -> ProtocolError:
    return ProtocolError(
        "reply",
        received=received,
        expected="a reply to this question",
        fix="Leave the grader's own modules alone",
    )


def _text(value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise _not_a_reply("something that should be text and is not")
    return clean(value, limit)


def _texts(value: Any, limit: int) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _not_a_reply("something that should be a list and is not")
    return tuple(_text(item, limit) for item in value[:LINES])


def clean(text: str, limit: int) -> str:
    r"""Return text that any page can show: cut off, without control characters.

    >>> clean("a\x00b\ttoo long", 5)
    'a�b\tt'
    """
    # A half character would stop whoever writes the report to a file.
    whole = str(text)[:limit].encode("utf-8", "replace").decode("utf-8")
    return NOT_TEXT.sub("\ufffd", whole)
