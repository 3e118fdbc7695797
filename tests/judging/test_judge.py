"""Decisions, without a kernel: a stand-in for the sitting says what came back."""

import dataclasses

import numpy as np
import pytest

from autograder.judging.judge import Answer, ask, judge
from autograder.judging.protocol import decode, encode
from autograder.judging.questions import ABSENT
from autograder.judging.recovery import Answered
from cnnkit.checks import check, find
from cnnkit.checks.outcome import Outcome, execute
from cnnkit.checks.render import as_html, as_text

CORR = find("corr2d")
FEW = dataclasses.replace(
    find("corr1d"), cases=find("corr1d").cases[:3], misconceptions=find("corr1d").misconceptions[:4]
)
MINE = Answer("corr2d", source="def corr2d(x, w):\n    return x")


class Room:
    """Answers like a sitting, from a function of (case number, call)."""

    def __init__(self, say, seconds=0.01):
        self.say = say
        self.seconds = seconds
        self.asked = []
        self.given = []
        self.endings = []

    def ask_together(self, name, calls, seconds):
        return None

    def ask(self, name, call, seconds):
        self.asked.append(call)
        self.given.append(seconds)
        outcome = self.say(len(self.asked) - 1, call)
        if outcome.kind == "died":
            self.endings.append("it ended itself with status 1")
        return Answered(outcome, self.seconds)


class Breath(Room):
    """The same, but answers to all at once."""

    def ask_together(self, name, calls, seconds):
        self.given.append(seconds)
        return [self.say(at, call) for at, call in enumerate(calls)]


def right(x, w):
    out = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + w.shape[0], j : j + w.shape[1]] * w).sum()
    return out


def flipped(x, w):
    return right(x, w[::-1, ::-1])


def by(function):
    return Room(lambda at, call: execute(function, call, 2.0))


@pytest.mark.parametrize("function", [right, flipped])
@pytest.mark.parametrize("seed", [0, b"official"])
def test_the_judge_says_what_the_students_own_check_says(function, seed):
    mine = check("corr2d", function, seed=seed)
    official = judge(by(function), CORR, MINE, seed)
    assert official.to_dict() == mine.findings.to_dict()


def test_a_right_answer_has_every_point():
    found = judge(by(right), CORR, MINE, 1)
    assert found.passed
    assert found.points == 4


def test_each_seed_asks_with_other_inputs():
    one, other = by(right), by(right)
    judge(one, CORR, MINE, b"one")
    judge(other, CORR, MINE, b"other")
    assert (one.asked[1].args[1] != other.asked[1].args[1]).any()


def test_only_the_case_that_died_is_lost():
    room = Room(lambda at, call: Outcome("died") if at == 1 else execute(np.correlate, call, 2.0))
    found = judge(room, FEW, MINE, 1)
    assert [verdict.passed for verdict in found.verdicts] == [True, False, True]
    assert found.points == 1.33
    assert found.verdicts[1].says == "the process died while this case ran"
    assert found.notes == (
        "The process had to be started again once: it ended itself with status 1.",
    )


def test_what_dies_from_the_first_case_on_is_not_tried_for_ever():
    room = Room(lambda at, call: Outcome("died"))
    found = judge(room, CORR, MINE, 1)
    assert len(room.asked) == 3
    assert [verdict.outcome.kind for verdict in found.verdicts[2:5]] == [
        "died",
        "skipped",
        "skipped",
    ]
    assert found.notes == (
        "The process had to be started again 3 times: it ended itself with status 1. "
        "It died in each of the first 3 cases; no other was tried.",
    )


def test_what_has_answered_once_is_tried_to_the_end():
    room = Room(lambda at, call: execute(right, call, 2.0) if at == 1 else Outcome("died"))
    found = judge(room, CORR, MINE, 1)
    assert len(room.asked) == 10
    assert [verdict.passed for verdict in found.verdicts] == [at == 1 for at in range(10)]
    assert "no other was tried" not in found.notes[0]


def test_time_is_shared_out_as_in_the_students_own_check():
    room = Room(lambda at, call: execute(np.correlate, call, 2.0), seconds=6.0)
    found = judge(room, FEW, MINE, 1)
    assert room.given == [5.0, 4.0]
    assert [verdict.outcome.kind for verdict in found.verdicts] == ["returned"] * 2 + ["skipped"]


def test_an_unwritten_answer_is_asked_once():
    room = Room(lambda at, call: Outcome("unwritten"))
    found = judge(room, CORR, MINE, 1)
    assert len(room.asked) == 1
    assert found.mistake == "not-written-yet"
    assert found.points == 0


def test_what_is_not_there_is_said():
    room = Room(lambda at, call: Outcome(ABSENT))
    found = judge(room, CORR, MINE, 1)
    assert found.problem == (
        "There is no `corr2d` after your cells have run. Keep the name as it was given."
    )
    trouble = dataclasses.replace(MINE, trouble="ended with SyntaxError: invalid syntax")
    found = judge(room, CORR, trouble, 1)
    assert found.problem == (
        "There is no `corr2d` after your cells have run. "
        "The cell with your answer ended with SyntaxError: invalid syntax."
    )
    assert (found.points, found.mistake) == (0, "not-defined")
    found = judge(Room(lambda at, call: Outcome(ABSENT, message="int")), CORR, MINE, 1)
    assert found.problem == "We expected the function `corr2d`, and got int."


def test_a_function_that_deletes_itself_loses_the_later_cases():
    room = Room(lambda at, call: Outcome(ABSENT) if at else execute(np.correlate, call, 2.0))
    found = judge(room, FEW, MINE, 1)
    assert [verdict.passed for verdict in found.verdicts] == [True, False, False]
    assert found.verdicts[1].says == "NameError: `corr2d` is gone"


def test_a_forbidden_call_is_not_even_asked():
    room = by(right)
    answer = Answer("corr2d", source="corr2d = np.convolve", setup=["import numpy as np"])
    found = judge(room, CORR, answer, 1)
    assert room.asked == []
    assert found.problem == (
        "Not allowed here: line 1 uses numpy.convolve: here you write the sliding sum yourself."
    )


def test_notes_are_in_every_report():
    for room in (by(right), by(flipped), Room(lambda at, call: Outcome(ABSENT))):
        found = judge(room, CORR, MINE, 1, ("graded so",))
        assert found.notes[0] == "graded so"
        assert "graded so" in as_html(found)
        assert "graded so" in as_text(found)


def test_a_remark_changes_no_score():
    answer = Answer("corr2d", source="def corr2d(x, w):\n    return eval('x')")
    found = judge(by(right), CORR, answer, 1)
    assert found.points == 4
    assert "The work uses `eval`" in found.notes[0]


DEEP = "x"
for _ in range(30):
    DEEP = [DEEP]
RAGGED = [np.ones((2, 3)), [np.ones(2), {"a": 1}], "text"]

HOSTILE = [
    DEEP,
    RAGGED,
    [["x" * 400] * 70] * 70,
    [np.ones((2, 3)), np.ones((3, 2))] * 50,
    np.full((6, 6), np.nan),
    np.full((4, 4), np.inf),
    np.full((4, 4), 1e308),
    np.ones((4, 4), np.complex128) * 1j,
    np.zeros((0, 2**20)),
    np.zeros((1,) * 16),
    np.ones(2**18, np.int8),
    np.array(2**63, np.uint64),
    [2**63, -(2**63), 2**64 - 1],
    2**64 - 1,
    float("nan"),
    True,
    None,
    "x" * 100_000,
    {"observed": 1, "value": np.ones(2)},
    {"<script>": "</div>"},
    [],
    (),
    {},
    [[]] * 1000,
    [None, True, "a", 1.5],
    np.array([[True, False], [False, True]]),
    np.ones((4, 4), np.float16) * np.float16(6e4),
    np.array([[-(2**63), 2**63 - 1]]),
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_passes_or_stops_the_judge(value):
    value = decode(encode(value))
    found = judge(Room(lambda at, call: Outcome("returned", value=value)), FEW, MINE, 1)
    assert found.points == 0
    assert not any(verdict.passed for verdict in found.verdicts)
    for text in (as_html(found), as_text(found), repr(found.to_dict())):
        assert len(text) < 100_000
        assert "<script>" not in text
        text.encode("utf-8")


def test_a_value_that_breaks_the_comparison_is_a_wrong_answer(monkeypatch):
    from cnnkit.checks import verdict

    def breaks(got, expected, rtol):
        if isinstance(got, str):
            raise MemoryError
        return original(got, expected, rtol)

    original = verdict.difference
    monkeypatch.setattr(verdict, "difference", breaks)
    room = Room(
        lambda at, call: Outcome("returned", value="bomb") if at == 2 else execute(right, call, 2.0)
    )
    found = judge(room, CORR, MINE, 1)
    assert found.points == 3.6
    assert found.verdicts[2].says == (
        "the answer that came back is not readable: comparing it fails with MemoryError"
    )


def test_every_sentence_has_an_end():
    name = "N" * 100
    room = Room(lambda at, call: Outcome("raised", error=name, message="m" * 500))
    found = judge(room, FEW, MINE, 1)
    assert max(len(verdict.says) for verdict in found.verdicts) == 500


def test_cases_come_one_by_one():
    room = by(right)
    first = next(iter(ask(room, CORR, "corr2d", 1)))
    assert first[0].name == "the worked example"
    assert len(room.asked) == 1


def test_source_too_deep_for_the_remarks_gets_none():
    answer = Answer("corr2d", source="def corr2d(x, w):\n    return " + "+".join(["x"] * 450))
    assert judge(by(np.correlate), FEW, answer, 1).points == 2


def test_source_too_deep_to_be_read_is_not_allowed():
    deep = Answer("corr2d", source="def corr2d(x, w):\n    return " + "+".join(["x"] * 3000))
    assert judge(by(np.correlate), FEW, deep, 1).problem == (
        "Not allowed here: expressions that are nested so deeply that they cannot be read."
    )


@pytest.mark.parametrize("function", [right, flipped])
def test_asked_together_or_one_by_one_the_findings_are_the_same(function):
    def say(at, call):
        return execute(function, call, 2.0)

    together, apart = Breath(say), Room(say)
    found = [judge(room, CORR, MINE, b"s").to_dict() for room in (together, apart)]
    assert found[0] == found[1]
    assert together.asked == []
    assert together.given == [max(apart.given)]


@pytest.mark.parametrize("kind", ["unwritten", "absent"])
def test_asked_together_nothing_is_nothing_too(kind):
    found = list(ask(Breath(lambda at, call: Outcome(kind)), CORR, "corr2d", 1))
    assert [outcome.kind for _, _, outcome in found] == [kind]


def test_asked_together_a_function_may_be_gone_too():
    room = Breath(lambda at, call: Outcome("absent" if at else "returned", value=1.0))
    found = [outcome for _, _, outcome in ask(room, CORR, "corr2d", 1)]
    assert {(outcome.kind, outcome.error) for outcome in found[1:]} == {("raised", "NameError")}
