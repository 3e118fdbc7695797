"""One call of an answer: what is kept of it, and what it cannot do to the caller."""

import sys
import warnings

import numpy as np
import pytest

from cnnkit.backend import array_module, to_device
from cnnkit.checks.outcome import data_read_by, execute, modules_of, own_frame, source_of
from cnnkit.checks.recipes import OnDevice, Rng
from cnnkit.checks.spec import Call
from cnnkit.standin import DEVICE

TABLE = [1, 2, 3]


def test_a_value_comes_back_as_a_copy():
    kept = np.zeros(2)
    outcome = execute(lambda: kept, Call(), 5)
    kept[0] = 9
    assert outcome.kind == "returned"
    assert outcome.value.tolist() == [0, 0]


def test_every_call_has_inputs_of_its_own():
    call = Call(np.arange(3.0))

    def spoils(x):
        x[:] = 7
        return x.sum()

    first, second = execute(spoils, call, 5), execute(spoils, call, 5)
    assert first.value == second.value == 21
    assert first.mutated == ("argument 1",)
    assert call.args[0].tolist() == [0, 1, 2]


def test_a_keyword_argument_that_is_changed_is_named():
    def spoils(x):
        x[0] = 7

    assert execute(spoils, Call(x=np.zeros(2)), 5).mutated == ("x",)


def test_what_is_observed_may_change_and_is_handed_back():
    def fills(x):
        x[:] = 7

    outcome = execute(fills, Call(np.zeros(2)).observing(0), 5)
    assert outcome.mutated == ()
    assert outcome.value["observed"][0].tolist() == [7, 7]


def test_the_state_of_a_generator_can_be_observed():
    call = Call(Rng(3)).observing(0)
    untouched, drawn = (
        execute(lambda rng: None, call, 5),
        execute(lambda rng: rng.normal(), call, 5),
    )
    assert untouched.value["observed"] == [Rng.state_of(np.random.default_rng(3))]
    assert drawn.value["observed"] != untouched.value["observed"]


def test_a_call_can_be_made_twice_with_arguments_of_the_same_values():
    call = Call(Rng(3), np.zeros(2)).twice()
    fair = execute(lambda rng, x: rng.normal(), call, 5).value
    assert fair == [np.random.default_rng(3).normal()] * 2
    count = iter(range(9))
    assert execute(lambda rng, x: next(count), call, 5).value == [0, 1]
    observed = execute(lambda rng, x: x.fill(1), call.observing(1), 5).value
    assert [once["observed"][0].tolist() for once in observed] == [[1, 1]] * 2


def test_methods_are_called_in_order_on_what_the_answer_returned():
    class Counter:
        def __init__(self, start):
            self.count = start

        def add(self, n=1):
            self.count += n
            return self.count

    outcome = execute(Counter, Call(5).then(("add", Call()), ("add", Call(n=4))), 5)
    assert outcome.value == [6, 10]


@pytest.mark.parametrize(
    ("answer", "kind", "error"),
    [
        (lambda: 1 / 0, "raised", "ZeroDivisionError"),
        (lambda: sys.exit(3), "raised", "SystemExit"),
        (lambda: object(), "not-a-tree", ""),
        (lambda: execute.no_such_thing, "raised", "AttributeError"),
    ],
)
def test_whatever_goes_wrong_is_an_outcome(answer, kind, error):
    outcome = execute(answer, Call(), 5)
    assert (outcome.kind, outcome.error) == (kind, error)


def test_a_message_that_cannot_be_read_is_no_problem():
    class Nasty(Exception):
        def __str__(self):
            raise RuntimeError

    def raises():
        raise Nasty

    assert execute(raises, Call(), 5).message == "(its message could not be read)"


def test_streams_and_warnings_are_kept_apart(capsys):
    def talks():
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", UserWarning, stacklevel=1)
        return 1

    outcome = execute(talks, Call(), 5)
    assert capsys.readouterr() == ("", "")
    assert outcome.printed == "out\nerr\n"
    assert outcome.warned == ("careful",)


def test_long_prints_are_cut():
    outcome = execute(lambda: print("x" * 10_000), Call(), 5)
    assert len(outcome.printed) < 2_100


def test_numbers_that_belong_on_the_device_stay_there():
    call = Call(OnDevice(np.arange(3.0)))
    there = execute(lambda x: array_module(x).maximum(x, 1), call, 5)
    assert (there.kind, there.value.tolist()) == ("returned", [1, 1, 2])
    for stays in (lambda x: x.get(), lambda x: np.zeros(3)):
        here = execute(stays, call, 5)
        assert here.kind == "not-a-tree"
        assert "a NumPy array, though the input lies on the device" in here.message
    round_trip = execute(lambda x: to_device(np.maximum(x.get(), 1), DEVICE), call, 5)
    assert "have been on the CPU" in round_trip.message


def test_unwritten_is_the_student_s_not_the_library_s():
    def unwritten():
        raise NotImplementedError("yours")

    assert execute(unwritten, Call(), 5).kind == "unwritten"


def test_the_own_frame_is_the_last_that_is_not_a_library_s():
    def outer():
        return np.reshape(np.zeros(3), (2, 2))

    outcome = execute(outer, Call(), 5)
    assert outcome.frame.endswith("in outer: return np.reshape(np.zeros(3), (2, 2))")
    assert own_frame(ValueError()) == ""


def reads_a_table(n):
    return TABLE[n]


def test_what_a_function_reads_and_uses_is_known():
    assert data_read_by(reads_a_table) == ("TABLE",)
    assert modules_of(reads_a_table)["np"] == "numpy"
    assert "def reads_a_table" in source_of(reads_a_table)
    assert source_of(len) == ""
    assert source_of(Call).startswith('"""')
