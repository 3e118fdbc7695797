"""The grader's side of a zygote."""

import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.sandbox import warm as module
from autograder.sandbox.bubblewrap import Probe, SandboxError
from autograder.sandbox.policy import Policy
from autograder.sandbox.start import Orders
from autograder.sandbox.warm import Forked, Unavailable, Warm, hatched, key_of
from autograder.sandbox.zygote import STATUS

ORDERS = Orders(connection={}, sockets={})


def test_policies_that_differ_in_limits_share_a_zygote():
    policy = Policy(chapter="03", interpreter="/usr/bin/python3")
    assert key_of(policy) == key_of(policy.with_limits(processes=3, disk=5))
    assert key_of(policy) != key_of(policy.replace(chapter="04"))
    assert key_of(policy) != key_of(policy.with_files({"a": "/b"}))


@pytest.mark.parametrize("status", [0, 3, -9])
def test_the_end_of_a_child_is_told_by_its_zygote(status):
    ours, theirs = socket.socketpair()
    child = Forked(ours, 7)
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.01)
    with theirs:
        theirs.sendall(STATUS.pack(status))
    assert (child.wait(1), child.poll(), child.returncode) == (status, status, status)


def test_many_threads_may_wait_for_one_end():
    ours, theirs = socket.socketpair()
    child = Forked(ours, 7)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(child.wait, 20) for _ in range(8)]
        time.sleep(0.1)
        with theirs:
            theirs.sendall(STATUS.pack(5))
        assert [item.result() for item in waiting] == [5] * 8


def test_without_its_zygote_a_child_counts_as_killed():
    ours, theirs = socket.socketpair()
    theirs.close()
    assert Forked(ours, 7).wait(1) == -signal.SIGKILL


def test_a_zygote_that_is_gone_gives_nothing(monkeypatch):
    monkeypatch.setattr(module, "probe", lambda: Probe(works=True, root=True))
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    theirs.close()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    with ours, pytest.raises(Unavailable, match="the warm process is gone"):
        Warm("", ours).start(Policy("03", "/usr/bin/python3"), ORDERS)
    assert len(os.listdir("/proc/self/fd")) == before - 1  # noqa: PTH208


def test_where_no_sandbox_runs_there_is_no_zygote(monkeypatch):
    broken = Probe(works=False, reason="bwrap: no", fix="Do this")
    monkeypatch.setattr(module, "probe", lambda: broken)
    with pytest.raises(SandboxError, match="bwrap: no"), hatched(Policy("03", "/usr/bin/python3")):
        pass


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestSandboxed:
    """With a sandbox."""

    def test_a_child_that_cannot_isolate_itself_says_why(self, policy, monkeypatch):
        monkeypatch.setattr(module, "orders_for", lambda *about: {})
        with hatched(policy) as warm, pytest.raises(Unavailable) as caught:
            warm.start(policy, ORDERS)
        assert str(caught.value) == "zygote: KeyError: 'limits'"

    def test_a_bubblewrap_that_builds_nothing_is_an_error(self, policy, monkeypatch, tmp_path):
        bwrap = tmp_path / "bwrap"
        bwrap.write_text("#!/bin/sh\necho bwrap: no more namespaces >&2\nexit 1\n")
        bwrap.chmod(0o755)
        found = Probe(works=True, bwrap=str(bwrap), root=True)
        monkeypatch.setattr(module, "probe", lambda: found)
        monkeypatch.setattr("autograder.sandbox.start.probe", lambda: found)
        with pytest.raises(SandboxError) as caught, hatched(policy):
            pass
        assert str(caught.value) == (
            "sandbox: received bwrap: no more namespaces. Expected bubblewrap to build a sandbox "
            "for a warm process. Run autograder doctor."
        )

    def test_nothing_stays_open(self, policy):
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        for _ in range(2):
            with hatched(policy):
                pass
        assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
