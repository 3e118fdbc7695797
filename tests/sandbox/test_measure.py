"""What is read in /proc, checked against processes of known size."""

import os
import subprocess
import sys

import pytest

from autograder.sandbox import measure

CHILD = """
import os, sys, threading, time
hoard = bytearray(os.urandom(1)) * (60 * 2**20)
for n in range(3):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
if os.fork() == 0:
    time.sleep(30)
print('ready', flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc here")  # noqa: PTH110


@pytest.fixture
def child():
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        assert started.stdout
        assert started.stdout.readline() == "ready\n"
        yield started
        os.killpg(started.pid, 9)


def test_a_process_and_what_it_started(child):
    found = measure.descendants(child.pid)
    assert len(found) == 2
    assert found[0] == child.pid
    assert measure.threads([child.pid]) == 4
    assert measure.threads(found) == 5
    assert measure.resident([child.pid]) > 60 * 2**20
    assert measure.resident(found) > measure.resident([child.pid])


def test_what_is_gone_measures_nothing(child):
    os.killpg(child.pid, 9)
    child.wait()
    assert measure.descendants(child.pid) == []
    assert measure.resident([child.pid]) == 0
    assert measure.threads([child.pid]) == 0
    assert measure.files(child.pid, 2**60) == 0


def test_files_of_our_own_tmp_are_counted():
    assert measure.files(os.getpid(), 2**60) > 0
    assert measure.files(os.getpid(), 1) == 0  # a larger one is not the sandbox's
