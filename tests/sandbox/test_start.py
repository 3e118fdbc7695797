"""Starting: in a sandbox, without one, and not at all."""

import sys
import tempfile
from pathlib import Path

import pytest

from autograder.sandbox import start as starting
from autograder.sandbox.bubblewrap import Probe, SandboxError
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.start import Orders, run, start


def test_without_a_sandbox_nothing_starts(policy, monkeypatch):
    broken = Probe(works=False, reason="bwrap: no", fix="Do this")
    monkeypatch.setattr(starting, "probe", lambda: broken)
    with pytest.raises(SandboxError) as caught:
        start(policy, Orders(command=[policy.interpreter, "-c", "pass"]))
    assert str(caught.value) == (
        "sandbox: received bwrap: no. Expected bubblewrap to build a sandbox. Do this, or grade "
        "work that you trust with --unsafe."
    )


def test_unsafe_work_runs_where_no_sandbox_can(unsafe_policy, monkeypatch, tmp_path):
    broken = Probe(works=False, reason="bwrap: no", fix="Do this")
    monkeypatch.setattr(starting, "probe", lambda: broken)
    public = tmp_path / "points.csv"
    public.write_text("1,2\n")
    with start_kernel(unsafe_policy.with_files({"data/points.csv": public})) as kernel:
        assert kernel.policy.unsafe
        code = "import os, cnnkit\nprint(os.getcwd(), open('data/points.csv').read(), end='')"
        outcome = kernel.execute(code, 30)
        assert outcome.status == "ok", outcome
        folder, said = outcome.text.split(" ")
    assert said == "1,2\n"
    assert not Path(folder).exists()


def test_an_unsafe_command_leaves_nothing_behind(unsafe_policy, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "hunter2")
    code = "import os; print(os.environ.get('COURSE_SECRET'), os.getcwd())"
    done = run(unsafe_policy, [sys.executable, "-c", code], timeout=30)
    secret, folder = done.output.split()
    assert secret == "None"
    assert folder.startswith(tempfile.gettempdir())
    assert not Path(folder).exists()


def test_an_unsafe_command_that_is_missing_is_an_error(unsafe_policy, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        run(unsafe_policy, [str(tmp_path / "nothing")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestSandboxed:
    """With a sandbox."""

    def test_output_and_status_come_back(self, policy):
        code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(4)"
        done = run(policy, [policy.interpreter, "-u", "-c", code], timeout=20)
        assert (done.status, done.output) == (4, "out\nerr\n")

    def test_a_missing_path_is_told_in_bubblewraps_words(self, policy, tmp_path):
        gone = policy.with_files({"data.csv": tmp_path / "gone.csv"})
        done = run(gone, [policy.interpreter, "-c", "pass"], timeout=20)
        assert done.status == 1
        assert "gone.csv: No such file or directory" in done.output
        with pytest.raises(SandboxError, match=r"gone\.csv: No such file"), start_kernel(gone):
            pass

    def test_a_bubblewrap_that_builds_nothing_is_an_error(self, policy, monkeypatch, tmp_path):
        broken = tmp_path / "bwrap"
        broken.write_text("#!/bin/sh\necho bwrap: no more namespaces >&2\nexit 1\n")
        broken.chmod(0o755)
        found = Probe(works=True, bwrap=str(broken), root=True)
        monkeypatch.setattr(starting, "probe", lambda: found)
        with pytest.raises(SandboxError) as caught:
            start(policy, Orders(command=[policy.interpreter, "-c", "pass"]))
        assert str(caught.value) == (
            "sandbox: received bwrap: no more namespaces. Expected bubblewrap to build the "
            "sandbox. Run autograder doctor; a path of the policy may be missing."
        )

    def test_texts_stand_where_the_policy_says(self, policy):
        code = "print(open('/etc/course/note').read(), open('/etc/passwd').read(), end='')"
        told = policy.replace(texts={"/etc/course/note": "hello"})
        done = run(told, [policy.interpreter, "-c", code], timeout=20)
        assert done.output.startswith("hello student:x:")

    def test_nothing_stays_open(self, policy):
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(3):
            run(policy, [policy.interpreter, "-c", "pass"], timeout=20)
        assert len(list(Path("/proc/self/fd").iterdir())) == before

    def test_old_kernels_are_watched_instead_of_limited(self, policy, monkeypatch):
        limit = policy.limits.processes

        class Old:
            release = "5.10.0-28-amd64"

        class New:
            release = "5.14.0"

        for system, root, expected in [(Old, True, limit), (Old, False, 0), (New, False, limit)]:
            monkeypatch.setattr(starting.os, "uname", system)
            assert starting._process_limit(policy, root) == expected
