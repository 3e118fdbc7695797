"""Machines fail: processes are killed, disks fill up, databases are locked, clocks jump.

The class is graded by the program itself, in a process of its own. After each fault the program is
called again, and everybody must have the grade that they get without the fault, once.
"""

import contextlib
import errno
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import small_class
from autograder import files
from autograder.course import Desk
from autograder.records import gradebook
from autograder.records.lock import held
from autograder.records.record import FAILED, GRADED, Record
from small_class import CHAPTER, RIGHT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.xdist_group("faults")]

EXPECTED = {"ada": 8.0, "bob": 2.0, "cem": 0.0, "dora": 6.0, "eve": 8.0, "fay": 8.0}
COMMAND = [sys.executable, "-m", "autograder.cli"]


def hand_in(made):
    made.hand_in("ada", made.notebook(**RIGHT))
    made.hand_in("bob", made.notebook(**{**RIGHT, "corr2d": "def corr2d(x, w):\n    return 0"}))
    made.hand_in("cem", made.release)
    made.hand_in("dora", made.notebook(**{**RIGHT, "corr1d": "import os\nos._exit(3)"}))
    made.hand_in("eve", made.notebook(**RIGHT))
    made.hand_in("fay", made.notebook(**{**RIGHT, "corr1d": small_class.LOUD}))
    made.collect()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A class that has handed in and is not graded: it is copied, never changed."""
    made = small_class.make(tmp_path_factory.mktemp("template"))
    hand_in(made)
    return made.course.root


def _heed_keys():
    # What is started in the background ignores Ctrl-C, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Machine:
    """A copy of the class, and the program that grades it."""

    def __init__(self, root: Path):
        self.root = root
        self.desk = Desk(root / "grading")

    def start(self, *arguments):
        """Start grading in a process group of its own."""
        return subprocess.Popen(
            [*COMMAND, "grade", "--jobs", "2", *arguments],
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_heed_keys,
        )

    def grade(self, *arguments):
        """Grade to the end; return the status and what was said."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=240)
        return process.returncode, out + err

    def records(self):
        """Return the points of everybody who is graded."""
        folder = self.desk.step("records") / CHAPTER
        found = [Record.load(path) for path in folder.glob("[!.]*.json")]
        assert all(found), "a record that cannot be read"
        return {item.student: item.points for item in found if item and item.status == GRADED}

    def in_the_gradebook(self):
        """Return (student, points) for each row of the gradebook."""
        with gradebook.opened(self.desk) as book:
            return [(item.student, item.points) for item in gradebook.standings(book)]

    def assert_all_is_well(self):
        """Everybody is graded once, as without the fault, and nothing half written is left."""
        assert self.records() == EXPECTED
        assert sorted(self.in_the_gradebook()) == sorted(EXPECTED.items())
        for path in self.desk.root.rglob("*.ipynb"):
            json.loads(path.read_text(encoding="utf-8"))
        assert [*self.desk.root.rglob(f"*{files.HALF}")] == []


@pytest.fixture
def machine(template, tmp_path):
    shutil.copytree(template, tmp_path / "course")
    return Machine(tmp_path / "course")


def processes_of(folder):
    """Return the numbers of processes whose command or environment names a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            said = (path / "cmdline").read_bytes() + (path / "environ").read_bytes()
            told = str((path / "cwd").readlink())
            if (str(folder).encode() in said or told == str(folder)) and path.name.isdigit():
                found.append(int(path.name))
    return [number for number in found if number != os.getpid()]


def workers_of(process):
    """Return the processes that grade for one, when there are two of them."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if b"forkserver" in (path / "cmdline").read_bytes():
                stat = (path / "stat").read_text().rpartition(")")[2].split()
                parents[int(path.name)] = int(stat[1])
    servers = [number for number, parent in parents.items() if parent == process.pid]
    found = [number for number, parent in parents.items() if parent in servers]
    return found if len(found) >= 2 else []


def wait_for(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def test_without_a_fault(machine):
    status, said = machine.grade()
    assert status == 0, said
    machine.assert_all_is_well()
    again = machine.grade()
    assert "left" not in again[1], "the second call has nothing to do"


@pytest.mark.parametrize("seed", range(4))
def test_the_grader_is_killed_at_a_random_moment(machine, seed):
    process = machine.start()
    time.sleep(random.Random(seed).uniform(0.5, 7.0))
    process.kill()
    process.communicate()
    wait_for(lambda: not processes_of(machine.root))
    status, said = machine.grade()
    assert status == 0, said
    machine.assert_all_is_well()


def test_the_grader_is_stopped_by_a_key(machine):
    process = machine.start()
    wait_for(lambda: machine.records())
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, out + err
    assert "Traceback" not in err
    done = machine.records()
    status, said = machine.grade()
    assert status == 0, said
    anew = said.split("student")[0]
    assert not [student for student in done if f"  {student}  " in anew], "once is enough"
    machine.assert_all_is_well()


@pytest.mark.parametrize("seed", range(3))
def test_a_worker_is_killed(machine, seed):
    process = machine.start()
    workers = wait_for(lambda: workers_of(process))
    time.sleep(random.Random(seed).uniform(0.0, 2.0))
    with contextlib.suppress(ProcessLookupError):
        os.kill(random.Random(seed).choice(workers), signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, out + err
    machine.assert_all_is_well()


def test_two_gradings_at_once(machine):
    with held(machine.desk):
        status, said = machine.grade()
    assert status == 1
    assert f"process {os.getpid()} has been grading since" in said
    assert machine.records() == {}
    assert machine.grade()[0] == 0
    machine.assert_all_is_well()


@pytest.mark.parametrize("what", ["record", "graded notebook", "gradebook", "release"])
def test_a_file_is_lost_afterwards(machine, what):
    machine.grade()
    {
        "record": lambda: machine.desk.record("ada", CHAPTER).unlink(),
        "graded notebook": lambda: machine.desk.graded("ada", CHAPTER).unlink(),
        "gradebook": lambda: [path.unlink() for path in machine.desk.root.glob("gradebook.db*")],
        "release": lambda: shutil.rmtree(machine.desk.step("release")),
    }[what]()
    status, said = machine.grade()
    assert status == 0, said
    machine.assert_all_is_well()


@pytest.mark.parametrize("text", ["", "{", '{"student": "ada"}', "\x00" * 100])
def test_a_record_is_damaged(machine, text):
    machine.grade()
    machine.desk.record("ada", CHAPTER).write_text(text)
    status, said = machine.grade()
    assert status == 0, said
    assert "ada  8 of 8" in said
    machine.assert_all_is_well()


def test_the_gradebook_is_damaged(machine):
    machine.grade()
    for path in machine.desk.root.glob("gradebook.db*"):
        path.write_bytes(b"nothing of the kind " * 500)
    status, said = machine.grade()
    assert status == 1
    assert "Move it away and grade again" in said
    assert "Traceback" not in said
    for path in machine.desk.root.glob("gradebook.db*"):
        path.unlink()
    assert machine.grade()[0] == 0
    machine.assert_all_is_well()


def test_the_gradebook_is_locked_for_a_while(machine):
    gradebook.create(machine.desk)
    locked = threading.Event()

    def hold():
        with contextlib.closing(sqlite3.connect(machine.desk.gradebook)) as database:
            database.execute("BEGIN EXCLUSIVE")
            locked.set()
            time.sleep(3)
            database.rollback()

    thread = threading.Thread(target=hold)
    thread.start()
    locked.wait()
    first = machine.grade()
    thread.join()
    if first[0]:
        assert "Traceback" not in first[1]
        assert "locked" in first[1]
        assert machine.grade()[0] == 0
    machine.assert_all_is_well()


@pytest.mark.parametrize(
    ("kind", "moment"),
    [(errno.ENOSPC, 3), (errno.ENOSPC, 9), (errno.ENOSPC, 20), (errno.EROFS, 1), (errno.EIO, 12)],
)
def test_a_write_fails(machine, monkeypatch, kind, moment):
    made = small_class.Class(small_class.Course(machine.root), machine.desk)
    count = iter(range(1, 10_000))
    real = os.fdopen

    def full(*arguments, **more):
        if next(count) >= moment:
            os.close(arguments[0])
            raise OSError(kind, os.strerror(kind))
        return real(*arguments, **more)

    monkeypatch.setattr(files.os, "fdopen", full)
    with contextlib.suppress(OSError):
        made.grade(executor="judged", jobs=1)
    monkeypatch.undo()
    graded = {name: item for name, item in made.records.items() if item.status == GRADED}
    assert {name: item.points for name, item in graded.items()}.items() <= EXPECTED.items()
    for item in made.records.values():
        assert item.status == GRADED or os.strerror(kind) in item.reason
    assert machine.grade()[0] == 0
    machine.assert_all_is_well()


@pytest.mark.parametrize("year", [1980, 2100])
def test_the_clock_jumps(machine, year):
    machine.grade()
    when = time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0))
    for path in machine.desk.root.rglob("*"):
        if path.is_file():
            os.utime(path, (when, when))
    status, said = machine.grade()
    assert (status, "left" in said) == (0, False), "nothing is graded anew"
    machine.assert_all_is_well()


def test_the_secret_is_lost(machine, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "one"))
    machine.grade()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "two"))
    status, said = machine.grade()
    assert status == 0
    assert "(5 left" in said, "other inputs: everybody is graded anew"
    machine.assert_all_is_well()


def test_the_course_changes_in_between(machine):
    machine.grade()
    source = machine.root / "solutions" / f"{CHAPTER}.py"
    source.write_text(source.read_text().replace("# Tiny", "# Still tiny"))
    status, said = machine.grade()
    assert status == 0, said
    assert "(5 left" in said
    machine.assert_all_is_well()


def test_one_cannot_be_graded_and_the_others_can(machine, monkeypatch):
    from autograder.records import submission

    real = submission._rebuilt

    def fails_for_ada(desk, task):
        if task.student == "ada":
            raise OSError(errno.EIO, "Input/output error", "sector 7")
        return real(desk, task)

    monkeypatch.setattr(submission, "_rebuilt", fails_for_ada)
    made = small_class.Class(small_class.Course(machine.root), machine.desk)
    made.grade(executor="judged", jobs=1)
    assert made.records["ada"].status == FAILED
    assert "sector 7" in made.records["ada"].reason
    monkeypatch.undo()
    status, said = machine.grade()
    assert status == 0
    assert "ada  8 of 8  (0 left)" in said, "she alone is graded anew"
    machine.assert_all_is_well()
