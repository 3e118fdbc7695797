import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judging import agent
from autograder.judging.protocol import ProtocolError, decode, encode
from autograder.judging.questions import ABSENT, KINDS, asked, clean, outcome_of, question, reply
from cnnkit.checks.outcome import Outcome
from cnnkit.checks.recipes import Built, Function, Of, OnDevice, Rng
from cnnkit.checks.spec import Call

CALLS = [
    Call(np.arange(3), w=[1.0, 2.0], k=(1, 2), none=None, text="zero"),
    Call(Rng(3), Function("functional.relu")),
    Call(Built("models.lenet5", (), {"seed": 3}, {"a": np.ones(2)}), Of(0, "parameters")),
    Call(3, patience=2).then(("update", Call(1.0)), ("update", Call(loss=2.0))),
    Call([1], {"key": np.ones((2, 2))}).observing(0, "x"),
    Call(Rng(3)).twice(),
]


def as_text(call):
    """A call as text: arrays do not compare."""
    parts = (call.args, call.kwargs, call.observe, call.again)
    return repr(parts) + "".join(f"{name} {as_text(inner)}" for name, inner in call.methods)


@pytest.mark.parametrize("call", CALLS, ids=range(len(CALLS)))
def test_a_question_arrives_as_it_was_asked(call):
    tree = decode(encode(question("nonce", "f", call, 1.5)))
    nonce, name, again, seconds = asked(tree)
    assert (nonce, name, seconds) == ("nonce", "f", 1.5)
    assert as_text(again) == as_text(call)


def test_an_array_on_the_device_travels_too():
    [again] = asked(decode(encode(question("n", "f", Call(OnDevice(np.ones(2))), 1.0))))[2].args
    assert isinstance(again, OnDevice)
    assert (again.array == 1).all()


def test_a_question_holds_the_inputs_and_nothing_else():
    tree = question("n", "f", Call(1), 2.0)
    assert set(tree) == {"nonce", "name", "seconds", "call"}
    assert set(tree["call"]) == {"args", "kwargs", "methods", "observe", "again"}


FULL = Outcome(
    "returned",
    value=[np.ones(2), None],
    error="E",
    message="m",
    frame="line 1",
    mutated=("argument 1",),
    printed="p\n",
    warned=("w",),
)


def test_a_reply_arrives_as_it_was_given():
    again = outcome_of(decode(encode(reply("n", FULL))), "n")
    assert repr(again) == repr(FULL)


def test_a_reply_to_another_question_is_none():
    with pytest.raises(ProtocolError, match="an answer to another question"):
        outcome_of(reply("n", FULL), "m")


@pytest.mark.parametrize("kind", ["died", "skipped", "forged", "passed", "", None, 3, ["returned"]])
def test_what_only_the_judge_can_say_is_not_believed(kind):
    with pytest.raises(ProtocolError, match="an outcome of an unknown kind"):
        outcome_of({**reply("n", FULL), "kind": kind}, "n")


@pytest.mark.parametrize("part", ["error", "message", "frame", "mutated", "printed", "warned"])
@pytest.mark.parametrize("value", [None, 3, {"a": 1}, np.ones(2), (1,)], ids=str)
def test_every_part_has_its_type(part, value):
    with pytest.raises(ProtocolError):
        outcome_of({**reply("n", FULL), part: value}, "n")


def test_no_part_is_missing_and_none_is_added():
    whole = reply("n", FULL)
    for part in whole:
        with pytest.raises(ProtocolError, match="a tree of other parts"):
            outcome_of({key: value for key, value in whole.items() if key != part}, "n")
    with pytest.raises(ProtocolError, match="a tree of other parts"):
        outcome_of({**whole, "points": 4}, "n")
    for other in (None, [], "returned", 5):
        with pytest.raises(ProtocolError, match="a tree of other parts"):
            outcome_of(other, "n")


def test_a_value_counts_only_where_one_was_returned():
    assert outcome_of({**reply("n", FULL), "kind": "raised"}, "n").value is None


def test_long_texts_are_cut_off_and_long_lists_too():
    long = {**reply("n", FULL), "message": "m" * 10_000, "warned": ["w" * 10_000] * 100}
    again = outcome_of(long, "n")
    assert len(again.message) == 500
    assert [len(text) for text in again.warned] == [500] * 5


@settings(max_examples=60)
@given(st.text() | st.text(st.characters(categories=["Cc", "Cs", "Cn"])), st.integers(0, 20))
def test_clean_text_can_be_written_anywhere(text, limit):
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n" for c in cleaned)


def test_clean_leaves_ordinary_text_alone():
    text = "Zeile 1: größer als 0 → ∞\n\tx[i] 日本"
    assert clean(text, 100) == text


# --- the judge's hand, called here in this process -----------------------------------------------


def ask_here(monkeypatch, namespace, call, name="f"):
    class Main:
        pass

    main = Main()
    vars(main).update(namespace)
    monkeypatch.setitem(agent.sys.modules, "__main__", main)
    text = base64.b64encode(encode(question("n", name, call, 2.0))).decode()
    return outcome_of(decode(base64.b64decode(agent.answer(text))), "n")


def test_the_hand_calls_the_function_by_name(monkeypatch):
    outcome = ask_here(monkeypatch, {"f": lambda x: x * 2}, Call(np.arange(3)))
    assert outcome.kind == "returned"
    assert outcome.value.tolist() == [0, 2, 4]


@pytest.mark.parametrize(
    ("namespace", "kind"), [({}, ""), ({"f": 5}, "int"), ({"f": None}, "NoneType")]
)
def test_the_hand_says_what_is_not_there(monkeypatch, namespace, kind):
    outcome = ask_here(monkeypatch, namespace, Call(1))
    assert (outcome.kind, outcome.message) == (ABSENT, kind)
    assert ABSENT in KINDS


def test_the_hand_survives_an_answer_that_cannot_travel(monkeypatch):
    for value, why in [
        (2**70, "a whole number of more than 64 bits"),
        (np.zeros(2**23), "67108"),
        (["x" * 9000] * 9000, "too long or too many strings"),
        ("\ud800", "a string with half a character in it"),
    ]:
        outcome = ask_here(monkeypatch, {"f": lambda value=value: value}, Call())
        assert outcome.kind == "not-a-tree"
        assert why in outcome.message


def test_the_hand_survives_an_interrupt_and_a_broken_stream(monkeypatch):
    def interrupted():
        import sys

        monkeypatch.setattr(sys, "stdout", None)
        raise KeyboardInterrupt

    outcome = ask_here(monkeypatch, {"f": interrupted}, Call())
    monkeypatch.undo()
    assert (outcome.kind, outcome.error) == ("raised", "KeyboardInterrupt")
