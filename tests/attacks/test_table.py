"""The table of attacks lets them write into a folder of their own, and nowhere else."""

import subprocess
from pathlib import Path

import pytest

from attacks import table
from autograder.sandbox import bubblewrap

ELSEWHERE = ("/tmp", "/dev/shm", str(Path(__file__).parent))


@pytest.mark.skipif(not bubblewrap.probe().works, reason="bubblewrap cannot run here")
def test_nothing_is_left_outside_of_the_folder(tmp_path):
    name = f"{tmp_path.name}-left-behind"
    places = " ".join(f"{folder}/{name}" for folder in (*ELSEWHERE, tmp_path))
    script = f"for place in {places}; do echo here > $place; done; sleep 1000 & echo $!"
    done = subprocess.run(
        [*table.contained(tmp_path), "sh", "-c", script], capture_output=True, text=True, timeout=60
    )
    assert int(done.stdout) < 100  # the number of a process that ended with the others
    assert (tmp_path / name).read_text() == "here\n"
    assert not any(Path(folder, name).exists() for folder in ELSEWHERE)
