"""A kernel as the judge uses it."""

import os
from pathlib import Path

import pytest

from autograder.sandbox import kernel as module
from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.kernel import start_kernel
from inside import alive

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.usefixtures("way"),
]


def test_values_errors_and_outputs_come_back_in_order(kernel):
    outcome = kernel.execute("print('a')\nimport sys\nprint('b', file=sys.stderr)\n1 + 1", 20)
    kinds = [message["msg_type"] for message in outcome.outputs]
    assert (outcome.status, outcome.text) == ("ok", "a\n")
    assert kinds == ["stream", "stream", "execute_result"]
    outcome = kernel.execute("1 / 0", 20)
    assert (outcome.status, outcome.reply["ename"]) == ("error", "ZeroDivisionError")
    assert [message["msg_type"] for message in outcome.outputs] == ["error"]


def test_a_value_stays_for_the_next_request(kernel):
    kernel.execute("kept = [1, 2]", 20)
    outcome = kernel.execute("", 20, expressions={"a": "sum(kept)", "b": "missing"})
    values = outcome.reply["user_expressions"]
    assert values["a"]["data"]["text/plain"] == "3"
    assert values["b"]["status"] == "error"


def test_a_question_at_the_keyboard_is_an_error(kernel):
    outcome = kernel.execute("input('name?')", 20)
    assert outcome.reply["ename"] == "StdinNotImplementedError"


def test_a_figure_is_shown(kernel):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()"
    outcome = kernel.execute(code, 40)
    [shown] = [m for m in outcome.outputs if m["msg_type"] == "display_data"]
    assert "image/png" in shown["content"]["data"]


def test_an_answer_to_another_request_is_not_taken(kernel):
    kernel.client.execute("print('stray')")
    outcome = kernel.execute("print('mine')", 20)
    assert outcome.text == "mine\n"


def test_a_dead_kernel_answers_at_once(policy):
    with start_kernel(policy) as kernel:
        outcome = kernel.execute("import os\nprint('last', flush=True)\nos._exit(1)", 20)
        assert (outcome.status, outcome.ending.kind) == ("dead", "exit")
        again = kernel.execute("1", 20)
    assert (again.status, again.ending) == ("dead", outcome.ending)


def test_closing_leaves_nothing_and_may_be_repeated(policy):
    before = len(list(Path("/proc/self/fd").iterdir()))
    with start_kernel(policy) as kernel:
        folder = kernel.folder
        assert folder.is_dir()
        assert alive(kernel)
    assert not folder.exists()
    kernel.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_an_exception_outside_ends_the_kernel(policy):
    with pytest.raises(KeyError), start_kernel(policy) as kernel:
        raise KeyError("judge")
    assert kernel.ending.kind == "asked"
    assert not kernel.folder.exists()


def test_a_kernel_that_cannot_start_says_why(policy):
    broken = policy.replace(environment={**policy.environment, "PYTHONPATH": "/opt/nowhere"})
    with pytest.raises(SandboxError) as caught, start_kernel(broken):
        pass
    assert str(caught.value).startswith("start_kernel: received it ended itself with status 1, and")
    assert "No module named 'zmq'" in str(caught.value)


def test_a_kernel_that_never_answers_is_given_up(policy, monkeypatch):
    monkeypatch.setattr(module.Kernel, "_collect", lambda *_, **__: module.Outcome("late"))
    with pytest.raises(SandboxError, match="received no answer, and"), start_kernel(policy, 0.3):
        pass


def test_kernels_do_not_share_a_user(policy):
    if os.geteuid() != 0:
        pytest.skip("an ordinary user has a namespace instead")
    seen = set()
    for _ in range(2):
        with start_kernel(policy) as kernel:
            seen.add(kernel.execute("import os; print(os.getuid())", 20).text)
    assert len(seen) == 2
