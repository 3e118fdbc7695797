"""The process that forks kernels; what its children cannot reach is in `test_escapes.py`."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import zygote
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.warm import hatched
from autograder.sandbox.ways import warmed
from inside import ask

FILE = Path(zygote.__file__)


def test_it_stands_on_the_standard_library_alone():
    names = set()
    for node in ast.walk(ast.parse(FILE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).split(".")[0])
    assert names - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("kept", [set(), {0, 1, 2}, {0, 5}, {1, 2, 7, 8}])
def test_only_what_is_kept_stays_open(kept):
    code = f"""
import os, sys
sys.path.insert(0, {str(FILE.parent)!r})
import zygote
for number in range(3, 12):
    os.dup2(1, number)
os.dup2(1, 60)
shown = os.dup2(1, 61)
zygote.close_all_but({kept} | {{61}})
left = [n for n in range(100) if os.path.exists(f'/proc/self/fd/{{n}}')]
os.write(61, repr(left).encode())
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ast.literal_eval(done.stdout)) == kept | {61}


def test_a_missing_module_is_left_out_and_a_thread_is_refused():
    code = f"""
import sys, threading
sys.path.insert(0, {str(FILE.parent)!r})
import zygote
zygote.preload(["colorsys", "no_such_module_anywhere"])
print("colorsys" in sys.modules, flush=True)
threading.Thread(target=threading.Event().wait, daemon=True).start()
zygote.preload([])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("True\n", 1)
    assert done.stderr == "zygote: 2 threads after its imports: it cannot fork safely\n"


def test_requests_arrive_with_their_files():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, FILE.open("rb") as file:
        socket.send_fds(ours, [b"fork"], [file.fileno(), file.fileno()])
        message, files = zygote.receive(theirs)
        assert message == b"fork"
        assert [os.fstat(number).st_ino for number in files] == [FILE.stat().st_ino] * 2
        for number in files:
            os.close(number)
        ours.close()
        assert zygote.receive(theirs) == (b"", [])


def test_what_the_operating_system_refuses_is_raised():
    zygote.checked(0, "nothing")
    with pytest.raises(OSError, match="mount"):
        zygote.checked(-1, "mount /tmp")


@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
class TestInside:
    """In the sandbox."""

    def test_what_kernels_need_is_there_when_they_start(self, policy, way, kernel):
        names = ["numpy.random", "cnnkit.layers", "matplotlib.pyplot", "ipywidgets"]
        seen = ask(kernel, f"import sys; answer = [name in sys.modules for name in {names}]")
        assert seen == [way == "warm"] * 4

    def test_a_prelude_is_run_once_for_all(self, policy):
        prelude = "import os, sys\nsys.prelude_ran_in = os.getpid()"
        policy = policy.replace(chapter="with a prelude")
        with warmed(policy, prelude), start_kernel(policy) as kernel:
            assert ask(kernel, "import sys; answer = [sys.prelude_ran_in, os.getpid()]") == [1, 2]
            assert kernel.process.prelude == prelude

    def test_it_ends_when_nobody_can_ask_any_more(self, policy):
        with hatched(policy) as warm:
            assert warm.asking.recv(16) == b"ready"
            warm.asking.shutdown(socket.SHUT_RDWR)
            # its end closes the other end of what it was asked by, after all of its children
            assert warm.asking.recv(16) == b""

    def test_many_kernels_may_come_and_go(self, policy, way):
        for _ in range(3):
            with start_kernel(policy) as one, start_kernel(policy) as other:
                assert one.process.processes() != other.process.processes()
                assert ask(one, "answer = 1") + ask(other, "answer = 2") == 3
