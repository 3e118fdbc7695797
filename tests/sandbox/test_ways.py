"""Cold, warm or without a sandbox: which way a kernel starts."""

import logging
import os
import signal
import socket
from pathlib import Path

import pytest

from autograder.sandbox import warm as warm_module
from autograder.sandbox import ways
from autograder.sandbox.bubblewrap import Probe
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.policy import Policy
from autograder.sandbox.warm import Forked, key_of
from autograder.sandbox.ways import serving, take_over, trouble, warmed
from inside import alive

POLICY = Policy("03", "/usr/bin/python3")


def test_where_no_zygote_can_run_nothing_changes(monkeypatch):
    broken = Probe(works=False, reason="bwrap: no", fix="Do this")
    monkeypatch.setattr(warm_module, "probe", lambda: broken)
    with warmed(POLICY) as warm:
        assert warm is None
        assert serving(POLICY) is None


def test_unsafe_work_is_never_forked():
    with warmed(POLICY.replace(unsafe=True)) as warm:
        assert warm is None


def test_a_helper_asks_the_same_zygote(monkeypatch):
    monkeypatch.setattr(ways, "_serving", {})
    with socket.socket() as asking:
        take_over(key_of(POLICY), asking, "x = 1")
        found = serving(POLICY.with_limits(processes=5))
        assert found is not None
        assert (found.asking, found.prelude) == (asking, "x = 1")


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestSandboxed:
    """With a sandbox."""

    def test_kernels_are_forked_as_long_as_the_statement_lasts(self, policy):
        with warmed(policy) as warm:
            assert serving(policy) is warm
            with warmed(policy) as again, start_kernel(policy) as kernel:
                assert again is None
                assert isinstance(kernel.process.popen, Forked)
            assert serving(policy) is warm
        assert serving(policy) is None
        with start_kernel(policy) as kernel:
            assert not isinstance(kernel.process.popen, Forked)

    def test_when_the_zygote_dies_kernels_start_cold(self, policy, caplog):
        with warmed(policy), start_kernel(policy) as kernel:
            status = Path(f"/proc/{kernel.process.popen.pid}/status").read_text()
            os.kill(int(status.partition("PPid:")[2].split()[0]), signal.SIGKILL)
            kernel.process.join(10)
            assert kernel.ending is not None
            with caplog.at_level(logging.WARNING), start_kernel(policy) as cold:
                assert alive(cold)
                assert not isinstance(cold.process.popen, Forked)
            assert serving(policy) is None
        assert "kernels start cold from now on" in caplog.text
        assert trouble(policy)
