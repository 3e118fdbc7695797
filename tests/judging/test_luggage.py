"""What is carried into a kernel loads there under its own names, and knows no expected value."""

import subprocess
import sys

from autograder.judging.luggage import MODULES, PACKAGE, expression, unpacking

ASK = f"""
import base64
from {PACKAGE}.protocol import encode, decode
from {PACKAGE}.questions import question
from {PACKAGE}.spec import Call
def double(x):
    return 2 * x
text = base64.b64encode(encode(question("n", "double", Call(4), 5.0))).decode()
"""


def test_the_luggage_loads_in_a_fresh_process_and_answers():
    code = unpacking() + ASK + f"print(decode(base64.b64decode({expression('%s')} ))['value'])"
    code = code.replace("answer('%s')", "answer(text)")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("8\n", "")


def test_nothing_carried_imports_a_check_or_the_grader():
    for line in unpacking().split("\\n"):
        assert "from cnnkit.checks" not in line
        assert "from autograder" not in line


def test_no_exercise_and_no_verdict_is_carried():
    names = {name.rpartition(".")[2] for name in MODULES}
    assert not names & {"verdict", "diagnosis", "report", "runner", "catalogue", "symptoms"}
    assert not any("exercises" in name for name in MODULES)
