"""The same attempts without root's rights: in a user namespace, started by somebody ordinary."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import autograder
from autograder.sandbox.bubblewrap import probe

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="already an ordinary user"),
]

NOBODY = 65534
REPOSITORY = Path(__file__).parents[2]
BECOME = """
import os, sys
os.setgroups([])
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def opened(paths):
    """Return bubblewrap options that make private folders passable, without changing them."""
    options, covered = [], set()
    for path in paths:
        closed = [p for p in reversed(path.parents) if not p.stat().st_mode & 0o001]
        if closed:
            if closed[0] not in covered:
                covered.add(closed[0])
                options += ["--perms", "0755", "--tmpfs", str(closed[0])]
            for parent in reversed(path.parents):
                if parent.is_relative_to(closed[0]) and parent != closed[0]:
                    options += ["--perms", "0755", "--dir", str(parent)]
            options += ["--ro-bind", str(path), str(path)]
    return options


@pytest.fixture
def home():
    folder = Path(tempfile.mkdtemp(prefix="cnnkit-nobody-"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


def as_nobody(home, *arguments):
    needed = [Path(sys.base_prefix).resolve(), Path(sys.prefix), REPOSITORY]
    command = [probe().bwrap, "--dev-bind", "/", "/", *opened(needed), "--chdir", str(REPOSITORY)]
    command += ["--", sys.executable, "-c", BECOME, *arguments]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(Path(autograder.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CNNKIT_REQUIRE_SANDBOX": "1",
    }
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_every_attempt_fails_for_an_ordinary_user_as_well(sandbox, home):
    question = (
        "from autograder.sandbox.bubblewrap import probe; import os;"
        "found = probe(); print(os.getuid(), found.root, found.works, found.reason)"
    )
    answer = as_nobody(home, "-c", question)
    assert answer.returncode == 0, answer.stderr
    if not answer.stdout.startswith(f"{NOBODY} False True"):
        message = f"no sandbox for ordinary users here: {answer.stdout}"
        if os.environ.get("CNNKIT_REQUIRE_SANDBOX") == "1":
            pytest.fail(message)
        pytest.skip(message)
    here = Path(__file__)
    files = [str(here.with_name(f"test_{name}.py")) for name in ("escapes", "limits", "image")]
    done = as_nobody(
        home, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={home}/t", *files
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
    assert "skipped" not in done.stdout
