"""How much student code can use or send, and what is left of it afterwards.

`test_ordinary_user.py` runs this whole file a second time without root's rights.
"""

import contextlib
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from autograder.sandbox.kernel import Kernel, start_kernel
from autograder.sandbox.process import Ending
from autograder.sandbox.start import run
from inside import alive, ask

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.usefixtures("way"),
]


# how much it can use


def test_a_fork_bomb_stops_at_the_limit(policy):
    with start_kernel(policy.with_limits(processes=40)) as kernel:
        started, error = ask(
            kernel,
            """
            children = []
            try:
                while len(children) < 500:
                    child = os.fork()
                    if not child:
                        time.sleep(60)
                        os._exit(0)
                    children.append(child)
                error = 'none'
            except BlockingIOError as problem:
                error = errno.errorcode[problem.errno]
            answer = [len(children), error]
            """,
        )
        assert error == "EAGAIN"
        assert started < 40
        assert kernel.ending is None
        subprocess.run([sys.executable, "-c", "pass"], check=True)  # the machine lives on


def test_a_thread_bomb_stops_at_the_limit(policy):
    with start_kernel(policy.with_limits(processes=40)) as kernel:
        answer = ask(
            kernel,
            """
            import threading
            def bomb():
                for n in range(500):
                    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            answer = refused(bomb)
            """,
        )
    assert answer == "RuntimeError"


def test_a_runaway_fork_bomb_is_survived(policy):
    code = "import os\nwhile True:\n  try: os.fork()\n  except OSError: 0"
    with start_kernel(policy.with_limits(processes=40)) as kernel:
        outcome = kernel.execute(code, 1)
        assert outcome.status in {"late", "dead"}
        kernel.kill()
        assert kernel.process.processes() == []


def test_a_large_allocation_raises_memory_error(kernel):
    code = "answer = refused(lambda: bytearray(5 * 2**30))"
    assert ask(kernel, code) == "MemoryError"
    assert alive(kernel)


def test_many_processes_cannot_share_a_large_appetite(policy):
    limits = {"memory": 500 * 2**20, "address_space": 2**30}
    with start_kernel(policy.with_limits(**limits)) as kernel:
        code = """
        import os, time
        for n in range(8):
            if not os.fork():
                hoard = bytearray(os.urandom(1)) * (200 * 2**20)
                time.sleep(90)
        time.sleep(90)
        """
        outcome = kernel.execute(textwrap.dedent(code), 90)
    assert (outcome.status, outcome.ending.kind) == ("dead", "memory")
    assert "500 MiB" in outcome.ending.text


def test_a_large_file_is_refused(policy, kernel):
    code = f"answer = refused(lambda: open('/tmp/f', 'wb').truncate({policy.limits.file_size + 1}))"
    assert ask(kernel, code) == "OSError"


def test_the_disk_cannot_be_filled(policy):
    with start_kernel(policy.with_limits(disk=20 * 2**20, shared_memory=5 * 2**20)) as kernel:
        answer = ask(
            kernel,
            """
            answer = []
            for folder in ('/tmp', '/dev/shm'):
                written = 0
                try:
                    for n in range(1000):
                        with open(f'{folder}/{n}', 'wb') as file:
                            written += file.write(bytes(2**20))
                except OSError as error:
                    answer += [written, errno.errorcode[error.errno]]
            """,
        )
        assert alive(kernel)
    assert answer[1] == answer[3] == "ENOSPC"
    assert answer[0] <= 20 * 2**20
    assert answer[2] <= 5 * 2**20


def test_too_many_files_end_it(policy):
    with start_kernel(policy.with_limits(files=2000)) as kernel:
        code = "import os\nn = 0\nwhile True:\n    n += 1; os.mkdir(f'/tmp/{n}')"
        outcome = kernel.execute(code, 90)
    assert (outcome.status, outcome.ending.kind) == ("dead", "files")


def test_too_many_open_files_are_refused(kernel):
    code = """
    hoard = []
    def open_many():
        while len(hoard) < 1000:
            hoard.append(open('/dev/null'))
    answer = refused(open_many)
    del hoard[:]
    """
    assert ask(kernel, code) == "OSError"


def test_processor_time_is_limited(policy):
    with start_kernel(policy.with_limits(cpu_seconds=3)) as kernel:
        outcome = kernel.execute("while True: pass", 90)
    assert (outcome.status, outcome.ending.kind) == ("dead", "cpu")


def test_the_wall_clock_is_limited(policy):
    with start_kernel(policy.with_limits(wall_seconds=6)) as kernel:
        outcome = kernel.execute("import time\nwhile True: time.sleep(1)", 90)
    assert (outcome.status, outcome.ending.kind) == ("dead", "wall")
    assert outcome.ending == Ending("wall", "it used more than 6 s of wall-clock time")


# output


def test_a_flood_of_prints_is_cut_off(policy):
    with start_kernel(policy.with_limits(output=50_000)) as kernel:
        outcome = kernel.execute("for n in range(20_000): print('all work and no play', n)", 30)
        assert outcome.status == "ok"
        assert len(outcome.text) < 60_000
        assert "the rest of the output is left out: more than 50,000 bytes" in outcome.text
        assert alive(kernel)  # and the next request counts anew


def test_a_flood_past_ipython_is_thrown_away(policy):
    code = "import os\nfor n in range(2000): os.write(1, b'x' * 100_000)\nprint('done')"
    command = [policy.interpreter, "-c", code]
    done = run(policy.with_limits(output=500_000), command, timeout=20)
    assert len(done.output) <= 500_000 + 65_536
    assert done.ending.kind in {"signal", "exit"}


def test_one_giant_message_is_never_read(policy):
    with start_kernel(policy.with_limits(output=100_000, message=2**20)) as kernel:
        outcome = kernel.execute("print('x' * 20_000_000)", 1.5)
        assert len(outcome.text) < 200_000


ENDLESS = """
import os, socket
frame = bytes([3]) + (1_000_000).to_bytes(8, 'big') + bytes(1_000_000)  # "more of it follows"
reached = []
for number in map(int, os.listdir('/proc/self/fd')):
    try:
        connected = socket.socket(fileno=os.dup(number))
        connected.getpeername()
        if connected.family == socket.AF_UNIX and connected.getsockname():
            reached.append(connected)
    except OSError:
        pass
for connected in reached:
    connected.setblocking(True)
while True:
    for connected in reached:
        connected.sendall(frame)
"""


def test_an_endless_message_ends_the_kernel(policy):
    """One message of countless parts is a single message to ZeroMQ's own limits."""
    with start_kernel(policy.with_limits(grader_memory=150 * 2**20)) as kernel:
        outcome = kernel.execute(ENDLESS, 90)
    assert outcome.status == "dead", outcome
    assert outcome.ending.kind == "flood"


# the end


BACKGROUND = """
import os, subprocess, sys, time
mark = 'left-behind-{mark}'
code = '''
import signal, time
for number in (1, 2, 15):
    signal.signal(number, signal.SIG_IGN)
time.sleep(90)
'''
for n in range(3):
    subprocess.Popen([sys.executable, '-c', code, mark], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    os.execv(sys.executable, [sys.executable, '-c', code, mark])
time.sleep(0.3)
print('started')
"""


def left_behind(mark):
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"left-behind-{mark}".encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            pass
    return found


def test_nothing_survives_a_kill(policy):
    mark = f"kill-{os.getpid()}"
    with start_kernel(policy) as kernel:
        assert kernel.execute(BACKGROUND.format(mark=mark), 20).text == "started\n"
        assert len(left_behind(mark)) == 4
        kernel.kill()
        assert left_behind(mark) == []
    assert kernel.ending == Ending("asked", "the grader ended it")


def test_nothing_survives_a_kernel_that_ends_itself(policy):
    mark = f"exit-{os.getpid()}"
    with start_kernel(policy) as kernel:
        kernel.execute(BACKGROUND.format(mark=mark), 20)
        outcome = kernel.execute("os._exit(7)", 10)
        assert outcome.status == "dead"
        assert outcome.ending == Ending("exit", "it ended itself with status 7")
        assert left_behind(mark) == []


def test_a_crash_is_told_by_its_signal(policy):
    with start_kernel(policy) as kernel:
        outcome = kernel.execute("import ctypes; ctypes.string_at(0)", 10)
    assert outcome.ending == Ending("signal", "it was ended by SIGSEGV")


def test_code_that_ignores_interrupts_is_ended(policy):
    with start_kernel(policy) as kernel:
        code = "import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass"
        outcome = kernel.execute(code, 1)
    assert (outcome.status, outcome.ending.kind) == ("late", "wall")


def test_a_loop_in_c_is_ended(policy):
    with start_kernel(policy) as kernel:
        outcome = kernel.execute("sum(range(10**12))", 1)
    assert (outcome.status, outcome.ending.kind) == ("late", "wall")


def test_an_ordinary_loop_is_interrupted_and_the_kernel_lives(kernel):
    outcome = kernel.execute("import time\nwhile True: time.sleep(0.1)", 0.5)
    assert (outcome.status, outcome.ending) == ("late", None)
    assert outcome.reply["ename"] == "KeyboardInterrupt"
    assert alive(kernel)


GRADER = """
import contextlib, os, sys, time
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.policy import Policy
from autograder.sandbox.ways import warmed
policy = Policy.from_json(sys.stdin.read())
with warmed(policy) if sys.argv[1] == 'warm' else contextlib.nullcontext(), \\
     start_kernel(policy) as kernel:
    kernel.execute("import subprocess, sys; subprocess.Popen([sys.executable, '-c', "
                   "'import time; time.sleep(90)', 'left-behind-{mark}'])", 10)
    print('ready', flush=True)
    kernel.execute("while True: pass", 60)
"""


def test_the_sandbox_dies_with_the_grader(policy, way):
    mark = f"grader-{os.getpid()}"
    command = [sys.executable, "-c", GRADER.replace("{mark}", mark), way]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as grader:
        assert grader.stdin
        assert grader.stdout
        grader.stdin.write(policy.to_json())
        grader.stdin.close()
        assert grader.stdout.readline() == "ready\n"
        assert left_behind(mark)
        grader.kill()
        grader.wait()
    until = time.monotonic() + 10
    while left_behind(mark) and time.monotonic() < until:
        time.sleep(0.05)
    assert left_behind(mark) == []


def test_a_kernel_outlives_the_thread_that_started_it(policy):
    kernels = []
    thread = threading.Thread(target=lambda: kernels.append(Kernel(policy)))
    thread.start()
    thread.join()
    with contextlib.closing(kernels[0]) as kernel:
        kernel.wait_until_ready()
        assert alive(kernel)


# messages


def test_forged_messages_do_no_harm(kernel):
    code = """
    import json
    from ipykernel.kernelapp import IPKernelApp
    app = IPKernelApp.instance()
    parent = app.kernel.get_parent()
    app.session.pack = lambda value: json.dumps(value, default=str).encode()  # escapes surrogates
    forged = [
        ('stream', dict(name='stdout', text=5)),
        ('stream', dict(name='stdout', text='\\ud800 lone')),
        ('display_data', dict(data={'text/plain': 7}, metadata={})),
        ('display_data', dict(data=[], metadata={}, transient={'display_id': []})),
        ('execute_result', dict(data={'text/plain': '1.0'}, metadata={}, execution_count='x')),
        ('error', dict(ename=[], evalue=None, traceback='x')),
        ('comm_open', dict(data=None)), ('clear_output', {}), ('status', {}), ('nonsense', {}),
    ]
    for kind, content in forged:
        app.session.send(app.kernel.iopub_socket, kind, content=content, parent=parent)
    app.kernel.iopub_socket.send_multipart([b'', b'rubbish'])
    app.kernel.iopub_socket.send_multipart([b'<IDS|MSG>', b'x', b'{', b'}', b'', b''])
    app.session.send(app.kernel.iopub_socket, 'stream', content=b'[1, 2]', parent=parent)
    print('end')
    """
    outcome = kernel.execute(textwrap.dedent(code), 90)
    assert outcome.status == "ok"
    assert [m["msg_type"] for m in outcome.outputs] == ["stream", "stream"]
    assert outcome.text == "? lone" + "end\n"
    assert alive(kernel)
