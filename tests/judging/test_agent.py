"""The judge's hand: it calls what the notebook defines and packs what came, whatever that is."""

import base64
import sys

import numpy as np
import pytest

from autograder.judging.agent import answer
from autograder.judging.protocol import decode, encode
from autograder.judging.questions import ABSENT, outcome_of, question
from cnnkit.checks.spec import Call


@pytest.fixture
def ask(monkeypatch):
    """Define functions as a notebook does, among the names of __main__, and ask for calls."""

    def asked(call, seconds=5.0, **defined):
        for name, thing in defined.items():
            monkeypatch.setattr(sys.modules["__main__"], name, thing, raising=False)
        text = base64.b64encode(encode(question("n0", "student_function", call, seconds)))
        return decode(base64.b64decode(answer(text.decode("ascii"))))

    return asked


def test_a_call_is_answered_under_its_nonce(ask):
    tree = ask(Call(np.arange(3.0), k=2), student_function=lambda x, k: k * x)
    outcome = outcome_of(tree, "n0")
    assert outcome.kind == "returned"
    assert outcome.value.tolist() == [0, 2, 4]
    assert tree["nonce"] == "n0"


@pytest.mark.parametrize(("defined", "kind"), [({}, ""), ({"student_function": 3}, "int")])
def test_what_cannot_be_called_is_said_to_be_absent(ask, defined, kind):
    outcome = outcome_of(ask(Call(), **defined), "n0")
    assert (outcome.kind, outcome.message) == (ABSENT, kind)


def test_an_error_of_the_student_s_is_an_outcome(ask):
    outcome = outcome_of(ask(Call(), student_function=lambda: 1 / 0), "n0")
    assert (outcome.kind, outcome.error) == ("raised", "ZeroDivisionError")


def test_what_is_too_large_to_send_is_no_tree(ask):
    outcome = outcome_of(ask(Call(), student_function=lambda: "x" * 100_000_000), "n0")
    assert outcome.kind == "not-a-tree"


def test_broken_streams_do_not_stop_it(ask, monkeypatch):
    class Broken:
        def flush(self):
            raise OSError

    def breaks_streams():
        sys.stdout = sys.stderr = Broken()
        return 1

    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    assert outcome_of(ask(Call(), student_function=breaks_streams), "n0").value == 1
