"""Processes without a sandbox: the same watching and ending, as far as it goes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.process import Ending, own_doing
from autograder.sandbox.start import Orders, run, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs process groups")


def python(code):
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [
        (0, "exit", "it ended itself with status 0"),
        (3, "exit", "it ended itself with status 3"),
        (-9, "signal", "it was ended by SIGKILL"),
        (139, "signal", "it was ended by SIGSEGV"),
        (128 + signal.SIGXCPU, "cpu", "it used more than 900 s of processor time"),
        (255, "exit", "it ended itself with status 255"),
    ],
)
def test_an_end_is_described(unsafe_policy, status, kind, text):
    assert own_doing(status, unsafe_policy) == Ending(kind, text)


def test_the_first_reason_counts(unsafe_policy):
    process = start(unsafe_policy, Orders(command=python("import time; time.sleep(30)")))
    assert process.ending is None
    process.kill(Ending("wall", "first"))
    process.kill(Ending("memory", "second"))
    assert process.ending == Ending("wall", "first")


def test_an_end_of_its_own_is_not_blamed_on_the_grader(unsafe_policy):
    process = start(unsafe_policy, Orders(command=python("raise SystemExit(5)")))
    process.join(20)
    process.kill()
    assert process.ending == Ending("exit", "it ended itself with status 5")


def test_children_that_left_the_group_are_ended_too(unsafe_policy, tmp_path):
    note = tmp_path / "child"
    code = f"""
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],
                         start_new_session=True)
pathlib.Path({str(note)!r}).write_text(str(child.pid))
time.sleep(60)
"""
    process = start(unsafe_policy, Orders(command=python(code)))
    while not (note.is_file() and note.read_text()):
        time.sleep(0.02)
    process.kill()
    until = time.monotonic() + 10
    while _running(int(note.read_text())) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _running(int(note.read_text()))


def _running(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures in /proc")
def test_memory_and_wall_clock_are_watched(unsafe_policy):
    hungry = "hoard = bytearray(b'1') * (300 * 2**20); import time; time.sleep(30)"
    done = run(unsafe_policy.with_limits(memory=200 * 2**20), python(hungry), timeout=20)
    assert done.ending == Ending("memory", "it used more than 200 MiB of memory")
    done = run(unsafe_policy, python("import time; time.sleep(30)"), timeout=1)
    assert done.ending == Ending("wall", "it used more than 1 s of wall-clock time")


def test_only_the_last_of_the_terminal_is_kept(unsafe_policy):
    code = "import os; [os.write(1, b'%07d\\n' % n) for n in range(20_000)]"
    process = start(unsafe_policy, Orders(command=python(code)), kept=80)
    process.join(20)
    assert process.tail == "".join(f"{n:07d}\n" for n in range(19_990, 20_000))
    assert process.written == 160_000


def test_a_survivor_is_reported(unsafe_policy, monkeypatch):
    process = start(unsafe_policy, Orders(command=python("import time; time.sleep(30)")))
    wait = process.popen.wait

    def never(timeout=None):
        raise subprocess.TimeoutExpired("it", timeout or 0)

    with monkeypatch.context() as patched:
        patched.setattr(process.popen, "wait", never)
        with pytest.raises(SandboxError) as caught:
            process.kill(timeout=0.1)
    wait(10)
    process.join(10)
    assert str(caught.value) == (
        "sandbox: received a process that outlives SIGKILL by 0.1 s. Expected it to be gone. "
        f"Look at process {process.popen.pid}; it hangs in the operating system."
    )


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts in /proc")
def test_nothing_stays_open(unsafe_policy):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        run(unsafe_policy, python("pass"), timeout=20)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
