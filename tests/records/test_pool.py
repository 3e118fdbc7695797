import operator
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.records import pool


def lost(task):
    return f"lost {task}"


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_has_its_result(jobs):
    found = pool.run(operator.neg, [1, 2, 3], jobs=jobs, lost=lost)
    assert sorted(found) == [-3, -2, -1]


def test_no_task_is_lost_when_one_kills_its_process():
    die = "__import__('os')._exit(1)"
    found = list(pool.run(eval, ["1 + 1", die, "2 + 2", "3 + 3"], jobs=2, lost=lost))
    assert sorted(map(str, found)) == ["2", "4", "6", f"lost {die}"]


def test_an_error_of_our_own_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        list(pool.run(eval, ["1 / 0", "1"], jobs=2, lost=lost))


def test_work_is_done_in_other_processes():
    found = list(pool.run(eval, ["__import__('os').getpid()"] * 4, jobs=2, lost=lost))
    assert os.getpid() not in found


def test_one_process_for_each_core_unless_told_otherwise():
    assert pool.jobs_for(None) >= 1
    assert pool.jobs_for(7) == 7


def test_workers_do_not_import_the_program_that_was_started(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "print('imported', __name__)\n"
        "if __name__ == '__main__':\n"
        "    from autograder.records import pool\n"
        "    print(sorted(pool.run(eval, ['1', '2'], jobs=2, lost=str)))\n"
    )
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "imported __main__\n[1, 2]\n"


def test_each_process_is_prepared_first():
    prepare = (exec, "import os; os.environ['CNNKIT_PREPARED'] = 'yes'")
    task = "__import__('os').environ.get('CNNKIT_PREPARED')"
    assert list(pool.run(eval, [task] * 3, jobs=2, lost=lost, prepare=prepare)) == ["yes"] * 3


PARENT = """
import os, time

def slow(task):
    print(os.getpid(), flush=True)
    time.sleep(300)
"""


def test_workers_end_with_a_program_that_is_killed(tmp_path):
    (tmp_path / "parent.py").write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", "import parent, autograder.records.pool as pool\n"]
    command[-1] += "list(pool.run(parent.slow, [1, 2], jobs=2, lost=print))"
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout is not None
        workers = [int(program.stdout.readline()) for _ in range(2)]
        program.kill()
    end = time.monotonic() + 30
    while any(Path(f"/proc/{number}").exists() for number in workers):
        assert time.monotonic() < end, "a worker lives on"
        time.sleep(0.05)
