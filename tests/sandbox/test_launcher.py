"""The first process inside, looked at from inside and from outside."""

import ast
import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import launcher
from autograder.sandbox.start import run
from inside import ask

FILE = Path(launcher.__file__)


def test_it_stands_on_the_standard_library_alone():
    names = set()
    for node in ast.walk(ast.parse(FILE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).split(".")[0])
    assert names - set(sys.stdlib_module_names) == {"zmq"}


LIMITS = {
    "address_space": 2**33,
    "processes": 0,
    "open_files": 99,
    "file_size": 12345,
    "cpu_seconds": 30,
}


def test_limits_are_handed_to_the_operating_system():
    code = f"""
import importlib.util, json, resource
spec = importlib.util.spec_from_file_location("launcher", {str(FILE)!r})
launcher = importlib.util.module_from_spec(spec)
spec.loader.exec_module(launcher)
launcher.set_limits({LIMITS!r})
names = ["RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CPU", "RLIMIT_CORE"]
print(json.dumps([resource.getrlimit(getattr(resource, name)) for name in names]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[2**33, 2**33], [99, 99], [12345, 12345], [30, 31], [1, 1]]


def test_a_limit_is_never_raised(monkeypatch):
    asked = {}
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (50, 50))
    monkeypatch.setattr(resource, "setrlimit", asked.__setitem__)
    launcher.set_limits(LIMITS | {"processes": 64})
    assert asked[resource.RLIMIT_NOFILE] == (50, 50)
    assert asked[resource.RLIMIT_NPROC] == (50, 50)


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestInside:
    """In the sandbox."""

    def test_it_is_process_one_and_the_kernel_process_two(self, kernel, way):
        answer = ask(
            kernel,
            """
            name = open('/proc/1/cmdline').read()
            answer = [os.getpid(), os.getppid(), os.getpgid(0), os.getsid(0), name]
            """,
        )
        assert answer[:4] == [2, 1, 2, 2]
        assert ("launcher" if way == "bubblewrap" else "zygote") in answer[4]

    def test_it_reaps_what_is_left_behind(self, kernel):
        answer = ask(
            kernel,
            """
            for n in range(5):
                child = os.fork()
                if not child:
                    os.fork()
                    os._exit(0)
                os.waitpid(child, 0)
            time.sleep(0.3)
            answer = sorted(map(int, filter(str.isdigit, os.listdir('/proc'))))
            """,
        )
        assert answer == [1, 2]

    @pytest.mark.parametrize("status", [0, 1, 77])
    def test_an_exit_status_comes_out(self, policy, status):
        done = run(policy, [policy.interpreter, "-c", f"raise SystemExit({status})"], timeout=20)
        assert done.status == status
        assert done.ending.kind == "exit"

    def test_a_signal_comes_out(self, policy):
        code = "import os; os.kill(os.getpid(), 9)"
        done = run(policy, [policy.interpreter, "-c", code], timeout=20)
        assert done.status == 128 + signal.SIGKILL
        assert done.ending.text == "it was ended by SIGKILL"

    def test_a_command_that_is_missing_says_so(self, policy):
        done = run(policy, ["/opt/nothing"], timeout=20)
        assert done.status == 1
        assert "FileNotFoundError" in done.output

    def test_the_kernels_files_are_its_own(self, kernel):
        answer = ask(
            kernel,
            """
            answer = [oct(os.stat('/tmp/kernel.json').st_mode & 0o777), os.getcwd(), os.listdir()]
            """,
        )
        assert answer == ["0o600", "/tmp/work", []]
