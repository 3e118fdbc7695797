"""The judge's hand inside the sandbox: it builds a case's inputs and calls the student's function.

This module is sent into the kernel before any of the student's code runs. From then on it lives in
the student's process, and nothing protects it there: whoever replaces it replaces only what is
said about their own answers. What it says is judged outside, and it knows no expected value.
"""

import base64
import sys
from typing import Any

from autograder.judging.protocol import ProtocolError, decode, encode
from autograder.judging.questions import ABSENT, asked, reply
from cnnkit.checks.outcome import Outcome, execute


def answer(text: str) -> str:
    """Answer one question: encoded and in base64, as the reply will be.

    The function that it names is looked up among the notebook's global names.
    """
    nonce, name, call, seconds = asked(decode(base64.b64decode(text)))
    namespace: dict[str, Any] = vars(sys.modules["__main__"])
    found = namespace.get(name)
    if name not in namespace or not callable(found):
        kind = type(found).__name__ if name in namespace else ""
        return _pack(nonce, Outcome(ABSENT, message=kind))
    try:
        outcome = execute(found, call, seconds)
    except BaseException as problem:  # the call's own errors are outcomes: this is something else
        outcome = Outcome("raised", error=type(problem).__name__, message=_about(problem))
    finally:
        _flush()
    return _pack(nonce, outcome)


def _pack(nonce: str, outcome: Outcome) -> str:
    try:
        data = encode(reply(nonce, outcome))
    except ProtocolError as problem:
        data = encode(reply(nonce, Outcome("not-a-tree", message=problem.received)))
    return base64.b64encode(data).decode("ascii")


def _about(problem: BaseException) -> str:
    """Say what happened where an outcome could not be made."""
    if not isinstance(problem, Exception):
        return ""  # an interrupt, or an error that raises another one when it is read
    return f"the inputs could not be made: {problem}"


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # the student may have put anything in their place
            continue
