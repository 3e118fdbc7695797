"""Deciding about outcomes: no student code runs here."""

import numpy as np
import pytest

from cnnkit.checks.outcome import Outcome
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.verdict import decide

WRONG = Misconception("wrong", "It is wrong.")
PLAIN = Case("plain", "nothing", lambda rng: Call(2))
REFUSES = Case("refuses", "a bad size", lambda rng: Call(-2), raises=ValueError)
SQUARE = Exercise("square", "00", 1, "", (PLAIN, REFUSES), reference=lambda n: float(n * n))


def returned(value, **details):
    return Outcome("returned", value=value, **details)


@pytest.mark.parametrize(
    ("outcome", "passed", "says"),
    [
        (returned(4), True, ""),
        (returned(5), False, "we got 5, and should have 4"),
        (returned(4, mutated=("x",)), False, "the call changed x: work on an array of its own"),
        (Outcome("raised", error="KeyError", message="'a'"), False, "KeyError: 'a'"),
        (Outcome("timeout"), False, "did not finish in the time given"),
        (Outcome("died"), False, "the process died while this case ran"),
        (Outcome("skipped"), False, "not run: the time for this"),
        (Outcome("unwritten"), False, "not written yet"),
        (Outcome("not-a-tree", message="an object of type X"), False, "returned an object of"),
        (Outcome("forged", message="bytes"), False, "is not readable: bytes"),
    ],
)
def test_an_outcome_is_held_against_the_reference(outcome, passed, says):
    verdict = decide(SQUARE, PLAIN, Call(2), outcome)
    assert verdict.passed == passed
    assert verdict.says.startswith(says) or says in verdict.says


@pytest.mark.parametrize(
    ("outcome", "passed"),
    [
        (Outcome("raised", error="ValueError"), True),
        (Outcome("raised", error="TypeError"), False),
        (returned(4), False),
        (Outcome("timeout"), False),
    ],
)
def test_an_error_can_be_what_is_asked_for(outcome, passed):
    assert decide(SQUARE, REFUSES, Call(-2), outcome).passed == passed


def test_a_case_may_ask_for_the_type_of_the_numbers():
    typed = Case("typed", "the type", lambda rng: Call(2), typed=True)
    whole = Exercise("whole", "00", 1, "", (typed,), reference=lambda n: n * n)
    assert decide(whole, typed, Call(2), returned(4)).passed
    verdict = decide(whole, typed, Call(2), returned(4.0))
    assert not verdict.passed
    assert verdict.says == "the numbers are right, but of type float64: we expected whole numbers"


def test_shapes_are_put_into_words():
    maps = Exercise("maps", "00", 1, "", (PLAIN,), reference=lambda n: np.zeros((n, 3)))
    verdict = decide(maps, PLAIN, Call(2), returned(np.zeros(4)))
    assert (verdict.got_shape, verdict.expected_shape) == ("(4,)", "(2, 3)")
    verdict = decide(maps, PLAIN, Call(2), returned(None))
    assert verdict.got_shape == "None"
    assert decide(maps, PLAIN, Call(2), Outcome("died")).got_shape == "–"


@pytest.mark.parametrize(
    ("complaint", "passed", "says", "mistake"),
    [
        (None, True, "", None),
        ("too small", False, "too small", None),
        (WRONG, False, "It is wrong.", WRONG),
    ],
)
def test_a_judge_says_what_is_wrong(complaint, passed, says, mistake):
    judged = Exercise("j", "00", 1, "", (PLAIN,), judge=lambda call, value: complaint)
    verdict = decide(judged, PLAIN, Call(2), returned(1))
    assert (verdict.passed, verdict.says, verdict.mistake) == (passed, says, mistake)


def test_a_case_may_have_a_judge_of_its_own():
    strict = Case("strict", "", lambda rng: Call(), judge=lambda call, value: f"not {value}")
    judged = Exercise("j", "00", 1, "", (PLAIN, strict), judge=lambda call, value: None)
    assert decide(judged, PLAIN, Call(2), returned(1)).passed
    assert decide(judged, strict, Call(2), returned(1)).says == "not 1"


def test_a_value_that_the_judge_cannot_digest_is_wrong_not_a_crash():
    judged = Exercise("j", "00", 1, "", (PLAIN,), judge=lambda call, value: value["a"].b)
    verdict = decide(judged, PLAIN, Call(2), returned("text"))
    assert not verdict.passed
    assert verdict.says == "we could not read the answer: it is a str"


def test_a_broken_reference_is_our_own_error():
    broken = Exercise("b", "00", 1, "", (PLAIN,), reference=lambda n: 1 / 0)
    with pytest.raises(RuntimeError, match="the reference failed: ZeroDivisionError"):
        decide(broken, PLAIN, Call(2), returned(1))


def test_the_shape_shown_is_that_of_the_answer_and_not_of_what_was_observed():
    free = Exercise("free", "00", 1, "", (PLAIN,), judge=lambda call, value: None)
    observed = {"value": np.ones((2, 3)), "observed": ["state"]}
    for call, value in [
        (Call(2).observing(0), observed),
        (Call(2).observing(0).twice(), [observed, observed]),
    ]:
        assert decide(free, PLAIN, call, returned(value)).got_shape == "(2, 3)"
    assert decide(free, PLAIN, Call(2).twice(), returned([])).got_shape == "(0,)"
