import subprocess
import sys

import pytest

from autograder.course import Desk
from autograder.errors import CourseError
from autograder.records.lock import held

HOLD = """
import sys
from pathlib import Path
from autograder.course import Desk
from autograder.records.lock import held
with held(Desk(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the desk until it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_one_is_told_who_is_at_work(tmp_path, other):
    with pytest.raises(CourseError, match=rf"process {other.pid} has been grading since \d{{4}}"):
        held(Desk(tmp_path)).__enter__()


def test_a_killed_one_holds_nothing(tmp_path, other):
    other.kill()
    other.wait()
    with held(Desk(tmp_path)):
        pass


def test_what_a_killed_one_left_is_swept_before(tmp_path):
    left = tmp_path / ".record.json.abc.half-written"
    left.write_text("{")

    with held(Desk(tmp_path)):
        assert not left.exists()
