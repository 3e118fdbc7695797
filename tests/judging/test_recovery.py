"""Kernels die and hang; the work goes on. Each kernel here is a real one, in the sandbox."""

import os
import signal
import threading

import numpy as np
import pytest

from autograder.judging.recovery import Bounds, Sitting
from autograder.sandbox.image import default_policy
from cnnkit.checks.outcome import execute
from cnnkit.checks.recipes import Built, Of, Rng
from cnnkit.checks.spec import Call

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("sandbox")]

ENDLESS_IN_C = "import collections, itertools; collections.deque(itertools.repeat(0), maxlen=0)"


@pytest.fixture(scope="module")
def sitting(policy):
    with Sitting(policy) as sitting:
        sitting.run("import numpy as np\ndef double(x):\n    return x * 2")
        yield sitting


def value(sitting, name, *args, **kwargs):
    outcome = sitting.ask(name, Call(*args, **kwargs), 5.0).outcome
    assert outcome.kind == "returned", outcome
    return outcome.value


def test_a_cell_runs_and_a_function_answers(sitting):
    assert value(sitting, "double", np.arange(3)).tolist() == [0, 2, 4]
    assert value(sitting, "double", x=2.5) == 5.0
    assert value(sitting, "double", (1, 2)) == [1, 2, 1, 2] or value(sitting, "double", (1, 2)) == (
        1,
        2,
        1,
        2,
    )


def test_an_error_in_a_cell_stops_nothing(sitting):
    ran = sitting.run("kept = 1\n1 / 0\nnever = 1")
    assert ran.ended == "done"
    assert [message["msg_type"] for message in ran.outputs] == ["error"]
    sitting.run("def tell():\n    return [kept, 'never' in globals()]")
    assert value(sitting, "tell") == [1, False]


STEP = """
import os
import signal
import threading

import numpy as np
def step(model, optimizer, rng, x):
    y = model.forward(x) + rng.normal()
    model.backward(np.ones_like(y))
    optimizer.step()
    return y
"""


def test_objects_are_built_inside_and_read_there(sandbox, cache):
    call = Call(
        Built("layers.Linear", (3, 2), {"rng": Rng(1)}),
        Built("training.optimizers.SGD", (Of(0, "parameters"),), {"lr": 0.1}),
        Rng(3),
        np.ones((4, 3), np.float32),
    ).observing(0)
    namespace = {}
    exec(STEP, namespace)
    here = execute(namespace["step"], call, 5.0)
    with Sitting(default_policy("10", cache=cache)) as sitting:
        sitting.run(STEP)
        there = sitting.ask("step", call, 5.0).outcome
    assert there.kind == "returned", there
    assert (there.value["value"] == here.value["value"]).all()
    for name, array in here.value["observed"][0].items():
        assert (there.value["observed"][0][name] == array).all(), name


def test_inputs_that_cannot_be_made_are_said(sitting):
    outcome = sitting.ask("double", Call(Built("layers.NoSuchLayer")), 5.0).outcome
    assert (outcome.kind, outcome.error) == ("raised", "AttributeError")
    assert outcome.message.startswith("the inputs could not be made: module 'cnnkit.layers'")


def test_a_class_answers_by_its_methods(sitting):
    sitting.run(
        "class Stopping:\n"
        "    def __init__(self, patience):\n        self.left = patience\n"
        "    def update(self, loss):\n        self.left -= 1\n        return self.left <= 0"
    )
    call = Call(patience=2).then(("update", Call(1.0)), ("update", Call(2.0)))
    assert sitting.ask("Stopping", call, 5.0).outcome.value == [False, True]


def test_iterators_are_read_to_a_limit(sitting):
    sitting.run("import itertools\ndef few():\n    yield from 'abc'\nendless = itertools.count")
    assert value(sitting, "few") == ["a", "b", "c"]
    outcome = sitting.ask("endless", Call(), 5.0).outcome
    assert (outcome.kind, outcome.message) == (
        "not-a-tree",
        "an iterator with more than 10000 items",
    )


def test_an_endless_loop_ends_without_a_new_kernel(sitting):
    sitting.run("def endless():\n    while True:\n        pass")
    before = sitting.restarts
    answered = sitting.ask("endless", Call(), 0.5)
    assert answered.outcome.kind == "timeout"
    assert answered.seconds < 3
    assert value(sitting, "double", 1) == 2
    assert sitting.restarts == before


def test_the_students_line_is_named(sitting):
    sitting.run("def broken(x):\n    a = 1\n    return x[5]")
    outcome = sitting.ask("broken", Call(np.zeros(2)), 5.0).outcome
    assert outcome.error == "IndexError"
    assert outcome.frame == "line 3, in broken: return x[5]"


def test_the_librarys_answers_are_switched_off(sitting):
    sitting.run(
        "def cheat(x, w):\n    from cnnkit import functional as F\n    return F.correlate2d(x, w)"
    )
    outcome = sitting.ask("cheat", Call(np.ones((3, 3)), np.ones((2, 2))), 5.0).outcome
    assert outcome.kind == "raised"
    assert outcome.message.startswith("correlate2d of the library answers an exercise")


def test_a_death_costs_one_answer_and_the_rest_is_there_again(policy):
    with Sitting(policy) as sitting:
        sitting.run("import os\nstate = []\ndef f(x):\n    return os._exit(3) if x else len(state)")
        sitting.run("state.append(1)")
        sitting.run("os._exit(4)")
        sitting.run("state.append(2)")
        outcome = sitting.ask("f", Call(1), 5.0).outcome
        assert (outcome.kind, outcome.message) == ("died", "it ended itself with status 3")
        assert value(sitting, "f", 0) == 2
        assert sitting.restarts == 2
        assert sitting.endings == [
            "it ended itself with status 4",
            "it ended itself with status 3",
        ]


def killed_from_outside(sitting, after=1.0):
    """Kill the kernel when it has worked for so many seconds, as a machine without memory does."""
    number = sitting._kernel.process.popen.pid
    threading.Timer(after, os.kill, (number, signal.SIGKILL)).start()


def test_a_kernel_that_somebody_else_kills_costs_nothing_once(policy):
    slow = "import time\ndef f(x):\n    time.sleep(2)\n    return 7"
    with Sitting(policy) as sitting:
        sitting.run(slow)
        killed_from_outside(sitting)
        assert value(sitting, "f", 1) == 7
        assert sitting.endings == ["it was ended by SIGKILL"]
        killed_from_outside(sitting)
        assert sitting.ask("f", Call(1), 5.0).outcome.kind == "died"


def test_a_cell_during_which_somebody_else_kills_is_run_again(policy):
    with Sitting(policy) as sitting:
        sitting.run("a = 5")
        killed_from_outside(sitting)
        ran = sitting.run("import time\ntime.sleep(2)\ndef f():\n    return a")
        assert ran.ended == "done"
        assert value(sitting, "f") == 5


def test_an_answer_that_kills_itself_is_asked_twice_and_no_more(policy):
    kill = "os.kill(os.getpid(), signal.SIGKILL)"
    with Sitting(policy) as sitting:
        sitting.run(f"import os, signal\ndef f():\n    {kill}")
        kinds = [sitting.ask("f", Call(), 5.0).outcome.kind for _ in range(3)]
        assert kinds == ["died"] * 3
        assert len(sitting.endings) == 4
        assert (
            sitting.run("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)").ended == "died"
        )


def test_a_hang_that_no_interrupt_ends_costs_one_answer(policy):
    with Sitting(policy) as sitting:
        sitting.run(f"def f(x):\n    if x:\n        {ENDLESS_IN_C}\n    return 7")
        answered = sitting.ask("f", Call(1), 0.5)
        assert answered.outcome.kind == "timeout"
        assert answered.seconds == 0.5  # and not the wait for its end on top
        assert value(sitting, "f", 0) == 7
        assert sitting.restarts == 1


def test_a_cell_that_hangs_is_left_out_and_one_that_stops_is_kept(policy):
    with Sitting(policy, Bounds(cell=1.0, again=0.5)) as sitting:
        ran = sitting.run("a = 1\nwhile True:\n    pass")
        assert (ran.ended, ran.why) == ("late", "it did not end within 1 s")
        ran = sitting.run(f"b = 1\n{ENDLESS_IN_C}")
        assert (ran.ended, ran.why) == ("died", "it did not stop within 1 s")
        sitting.run("def f():\n    return ['a' in globals(), 'b' in globals()]")
        assert value(sitting, "f") == [True, False]


def test_a_cell_that_kills_only_when_run_again_is_left_out(policy):
    with Sitting(policy) as sitting:
        sitting.run("import os, time\ndef f(x):\n    return os._exit(1) if x else 'there'")
        # No file outlives a kernel, so the clock tells the first run from the second.
        sitting.run(f"import time\nif time.time() > {__import__('time').time()} + 4: os._exit(9)")
        __import__("time").sleep(4.5)
        sitting.ask("f", Call(1), 5.0)
        assert value(sitting, "f", 0) == "there"
        assert sitting.endings == [
            "it ended itself with status 1",
            "it ended itself with status 9",
        ]


def test_restarts_have_an_end(policy):
    with Sitting(policy, Bounds(restarts=1)) as sitting:
        sitting.run("import os\ndef f():\n    os._exit(1)")
        kinds = [sitting.ask("f", Call(), 5.0).outcome.kind for _ in range(3)]
        assert kinds == ["died", "died", "skipped"]
        ran = sitting.run("1")
        assert (ran.ended, ran.why) == (
            "skipped",
            "the process had to be started again 1 times",
        )


def test_time_has_an_end(policy):
    with Sitting(policy, Bounds(total=0.0)) as sitting:
        ran = sitting.run("1")
        assert (ran.ended, ran.why) == ("skipped", "the 0 s for this notebook are used up")
        assert sitting.ask("f", Call(), 1.0).outcome.kind == "skipped"


def test_nothing_is_left_running(policy):
    with Sitting(policy) as sitting:
        sitting.run("import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'input()'])")
        process = sitting._kernel.process
        assert process.processes()
    assert process.ending is not None
    assert process.processes() in ([], [process._first])


class TestTogether:
    """Many calls in one breath."""

    def test_each_call_has_its_answer(self, sitting):
        calls = [Call(np.arange(3)), Call(x=2.5), Call("a")]
        found = sitting.ask_together("double", calls, 5.0)
        assert [outcome.kind for outcome in found] == ["returned"] * 3
        assert found[0].value.tolist() == [0, 2, 4]
        assert [found[1].value, found[2].value] == [5.0, "aa"]

    def test_what_is_raised_is_an_answer(self, sitting):
        sitting.run("def broken(x):\n    raise ValueError(x)")
        [one, other] = sitting.ask_together("broken", [Call(1), Call(2)], 5.0)
        assert (one.error, one.message, other.message) == ("ValueError", "1", "2")

    @pytest.mark.parametrize(
        "body",
        [
            "os._exit(3) if x else None",
            "time.sleep(x)",
            "sys.modules['graders_hand.agent'].__dict__.update(answer=lambda text: 'forged')",
        ],
    )
    def test_what_does_not_go_smoothly_is_forgotten(self, policy, body):
        with Sitting(policy) as sitting:
            sitting.run("import os, sys, time\nseen = []")
            sitting.run(f"def f(x):\n    seen.append(x)\n    {body}")
            sitting.run("def count():\n    return len(seen)")
            assert sitting.ask_together("f", [Call(0), Call(5), Call(0)], 0.5) is None
            assert value(sitting, "count") == 0  # a fresh kernel
            assert sitting.endings == []
            assert sitting.restarts == 0

    def test_too_much_for_one_breath_is_not_tried(self, sitting, monkeypatch):
        monkeypatch.setattr("autograder.judging.recovery.TOGETHER", 100)
        before = sitting.restarts
        assert sitting.ask_together("double", [Call(1), Call(2)], 5.0) is None
        assert value(sitting, "double", 1) == 2
        assert sitting.restarts == before

    def test_when_patience_has_ended_nothing_is_asked(self, policy):
        with Sitting(policy, Bounds(total=0.0)) as sitting:
            assert sitting.ask_together("f", [Call(1)], 1.0) is None


def test_a_kernel_that_brings_the_hand_along_gets_no_second_one(policy):
    from autograder.judging import luggage
    from autograder.sandbox.ways import warmed

    own = "import sys\nsys.modules['graders_hand.agent'].mark = 1"
    with warmed(policy, luggage.unpacking()), Sitting(policy) as sitting:
        sitting.run(f"{own}\ndef f():\n    return 4")
        assert value(sitting, "f") == 4
        assert sitting.run("sys.modules['graders_hand.agent'].mark").outputs
    with warmed(policy, "import sys"), Sitting(policy) as sitting:  # not what we carry
        sitting.run("def f():\n    return 4")
        assert value(sitting, "f") == 4
