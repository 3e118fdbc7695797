"""Ask a sandboxed kernel something and get a plain value back."""

import json
import textwrap

PRELUDE = """
import ctypes, errno, json, os, socket, sys, time
libc = ctypes.CDLL(None, use_errno=True)
def refused(action):
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return 'IT WORKED'
def call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(number, *arguments)
    return 'IT WORKED' if result >= 0 else errno.errorcode[ctypes.get_errno()]
"""


def ask(kernel, code, timeout=60):
    """Run code inside and return the value that it leaves in ``answer``, brought out as JSON."""
    whole = PRELUDE + textwrap.dedent(code) + "\nprint(json.dumps(answer))"
    outcome = kernel.execute(whole, timeout)
    assert outcome.status == "ok", outcome
    return json.loads(outcome.text)


def alive(kernel):
    return kernel.execute("print(6 * 7)", 30).text == "42\n"
