"""What student code tries to read, reach, change or become, tried from inside a kernel.

`test_ordinary_user.py` runs this whole file a second time without root's rights.
"""

import contextlib
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import cnnkit
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.ways import warmed
from inside import alive, ask

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.usefixtures("way"),
]

REPOSITORY = Path(__file__).parents[2]
# what it can read


def test_nothing_of_the_course_can_be_read(kernel, tmp_path):
    gradebook = tmp_path / "gradebook.db"
    gradebook.write_text("all the grades")
    private = [
        REPOSITORY,
        REPOSITORY / "solutions",
        REPOSITORY / "autograder",
        REPOSITORY / "pyproject.toml",
        Path(cnnkit.__file__),
        gradebook,
        Path.home() / ".config",
        Path("/etc/shadow"),
        Path("/etc/ssh"),
    ]
    answer = ask(kernel, f"answer = [os.path.exists(p) for p in {list(map(str, private))!r}]")
    assert not any(answer), dict(zip(private, answer, strict=True))


def test_no_file_of_the_repository_lies_anywhere(kernel):
    names = {"solutions", "gradebook.db", "nbgrader", "autograder", "exercises"}
    found = ask(
        kernel,
        f"""
        answer = []
        for folder, folders, files in os.walk('/'):
            if folder == '/':
                folders[:] = [f for f in folders if f not in ('proc', 'dev')]
            answer += [os.path.join(folder, n) for n in folders + files if n in {names!r}]
        """,
    )
    assert found == []


def test_answers_are_not_among_the_packages(kernel):
    names = [
        "scipy",
        "sklearn",
        "torch",
        "tensorflow",
        "jax",
        "cupy",
        "nbgrader",
        "autograder",
        "debugpy",
        "pytest",
    ]
    answer = ask(
        kernel,
        f"""
        import importlib
        answer = [refused(lambda: importlib.import_module(n)) for n in {names!r}]
        """,
    )
    assert answer == ["ModuleNotFoundError"] * len(names)


def test_the_checks_inside_are_a_stub(kernel):
    answer = ask(
        kernel,
        """
        import cnnkit.checks
        from cnnkit.checks import check, exercises
        folder = os.path.dirname(cnnkit.checks.__file__)
        answer = [check('corr2d', None), exercises(), os.listdir(folder),
                  refused(lambda: __import__('cnnkit.checks.exercises'))]
        """,
    )
    assert answer[:2] == [0.0, []]
    assert set(answer[2]) == {"__init__.py", "__pycache__"}
    assert answer[3] == "ModuleNotFoundError"


def test_the_environment_is_what_the_policy_says(policy, kernel, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "hunter2")
    with start_kernel(policy) as fresh:
        seen = ask(fresh, "answer = dict(os.environ)")
    own = {"PWD", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PAGER", "GIT_PAGER", "TERM"}
    assert {name: seen.get(name) for name in policy.environment} == dict(policy.environment)
    assert set(seen) - set(policy.environment) <= own | {"PYDEVD_USE_FRAME_EVAL"}


def test_no_process_shows_the_graders_environment_or_command(policy, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "hunter2")
    with start_kernel(policy) as fresh:
        seen = ask(
            fresh,
            """
            answer = ''
            for number in filter(str.isdigit, os.listdir('/proc')):
                for name in ('environ', 'cmdline', 'task/' + number + '/environ'):
                    try:
                        answer += open(f'/proc/{number}/{name}').read()
                    except OSError:
                        pass
            """,
        )
    assert "hunter2" not in seen
    assert "COURSE_SECRET" not in seen
    assert str(REPOSITORY) not in seen


def test_no_open_file_leads_out(kernel):
    links = ask(
        kernel,
        """
        answer = []
        for number in os.listdir('/proc/self/fd'):
            try:
                answer.append(os.readlink(f'/proc/self/fd/{number}'))
            except OSError:
                pass
        """,
    )
    outside = [
        link
        for link in links
        if not link.startswith(("socket:", "pipe:", "anon_inode:", "/dev/null", "/proc/", "/opt/"))
    ]
    assert outside == []


# what it can reach


def listening():
    """Return a server on a port that no system hands out by itself.

    In the sandbox such a port could by chance be one of the kernel's own, or that of the caller:
    then the caller is connected, to itself.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise AssertionError("no free port")


def test_no_network(kernel):
    with listening() as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        answer = ask(
            kernel,
            f"""
            def tcp(host, port):
                socket.create_connection((host, port), timeout=3)
            def udp():
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.sendto(b'x', ('1.1.1.1', 53))
            answer = [refused(lambda: tcp('127.0.0.1', {port})), refused(udp),
                      refused(lambda: tcp('1.1.1.1', 53)),
                      refused(lambda: socket.gethostbyname('example.org'))]
            """,
        )
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "IT WORKED" not in answer
    assert answer[0] == "ConnectionRefusedError"


def test_sockets_of_the_machine_are_out_of_reach(kernel, tmp_path):
    with socket.socket(socket.AF_UNIX) as named, socket.socket(socket.AF_UNIX) as abstract:
        path = f"/tmp/sandbox-test-{os.getpid()}"
        named.bind(path)
        named.listen()
        abstract.bind(f"\0sandbox-test-{os.getpid()}")
        abstract.listen()
        try:
            answer = ask(
                kernel,
                f"""
                answer = [refused(lambda: socket.socket(socket.AF_UNIX).connect(a))
                          for a in ({path!r}, chr(0) + 'sandbox-test-{os.getpid()}')]
                """,
            )
        finally:
            Path(path).unlink()
    assert answer == ["FileNotFoundError", "ConnectionRefusedError"]


def test_only_ordinary_kinds_of_sockets(kernel):
    answer = ask(
        kernel,
        """
        answer = {}
        for family in (1, 2, 10, 16, 17, 29, 38, 40, 44):
            try:
                socket.socket(family, socket.SOCK_DGRAM, 0).close()
                answer[family] = 'opened'
            except OSError as error:
                answer[family] = errno.errorcode[error.errno]
        answer['audit'] = refused(lambda: socket.socket(16, socket.SOCK_RAW, 9))
        """,
    )
    opened = {family for family, said in answer.items() if said == "opened"}
    assert opened == {"1", "2", "10", "16"}
    assert answer["40"] == "EAFNOSUPPORT"  # vsock: no network namespace separates it
    assert answer["audit"] == "OSError"


# what it can change


def test_nothing_can_be_written_but_tmp(policy, kernel):
    folders = [
        "/",
        "/opt",
        "/opt/stage",
        "/opt/cnnkit",
        "/opt/site",
        "/etc",
        "/usr",
        "/dev",
        "/proc",
        "/lib",
    ]
    folders += [str(Path(policy.interpreter).parent), *policy.masks]
    answer = ask(
        kernel,
        f"""
        answer = {{f: refused(lambda: open(os.path.join(f, 'new'), 'w')) for f in {folders!r}}}
        answer['old'] = refused(lambda: open('/opt/cnnkit/cnnkit/__init__.py', 'a'))
        answer['hostname'] = refused(lambda: open('/proc/sys/kernel/hostname', 'w').write('x'))
        answer['tmp'] = refused(lambda: open('/tmp/new', 'w').write('x'))
        answer['work'] = refused(lambda: open('new', 'w').write('x'))
        answer['cwd'] = os.getcwd()
        """,
    )
    assert answer.pop("cwd") == "/tmp/work"
    assert answer.pop("tmp") == answer.pop("work") == "IT WORKED"
    assert "IT WORKED" not in answer.values(), answer


def test_what_it_writes_to_tmp_is_seen_by_nobody(policy, kernel):
    name = f"written-inside-{os.getpid()}"
    ask(kernel, f"answer = open('/tmp/{name}', 'w').write('x')")
    assert not Path("/tmp", name).exists()
    with start_kernel(policy) as other:
        assert ask(other, f"answer = os.path.exists('/tmp/{name}')") is False


def test_a_public_file_is_read_only_and_does_not_shadow_a_package(policy, way, tmp_path):
    public = tmp_path / "numpy.py"
    public.write_text("raise SystemExit('shadowed')")
    policy = policy.with_files({"numpy.py": public, "data/a.csv": public})
    with (
        warmed(policy) if way == "warm" else contextlib.nullcontext(),
        start_kernel(policy) as kernel,
    ):
        answer = ask(
            kernel,
            """
            import numpy
            answer = [numpy.__name__, os.path.getsize('data/a.csv'),
                      refused(lambda: open('numpy.py', 'a')),
                      refused(lambda: os.remove('numpy.py'))]
            """,
        )
    assert answer[:2] == ["numpy", 28]
    assert set(answer[2:]) <= {"OSError", "PermissionError"}
    assert public.read_text() == "raise SystemExit('shadowed')"


# other students


def test_siblings_share_nothing(policy, kernel):
    port, name = 40_000 + os.getpid() % 10_000, f"sibling-{os.getpid()}"
    ask(
        kernel,
        f"""
        servers = [socket.create_server(('127.0.0.1', {port})), socket.socket(socket.AF_UNIX)]
        servers[1].bind(chr(0) + {name!r})
        servers[1].listen()
        for folder in ('/tmp', '/tmp/home', '/tmp/work', '/dev/shm'):
            open(os.path.join(folder, {name!r}), 'w').close()
        terminals = os.openpty()
        answer = None
        """,
    )
    with start_kernel(policy) as sibling:
        seen = ask(
            sibling,
            f"""
            import glob
            answer = [refused(lambda: socket.create_connection(('127.0.0.1', {port}), timeout=3)),
                      refused(lambda: socket.socket(socket.AF_UNIX).connect(chr(0) + {name!r})),
                      glob.glob('/tmp/**/{name}', recursive=True), os.listdir('/dev/shm'),
                      os.listdir('/dev/pts'),
                      sorted(map(int, filter(str.isdigit, os.listdir('/proc'))))[2:]]
            """,
        )
    assert seen == ["ConnectionRefusedError", "ConnectionRefusedError", [], [], ["ptmx"], []]


def test_siblings_draw_different_numbers(policy, kernel):
    code = """
    import random, uuid, numpy
    answer = [random.random(), numpy.random.random(), numpy.random.default_rng().random(),
              os.urandom(8).hex(), uuid.uuid4().hex]
    """
    with start_kernel(policy) as sibling:
        pairs = zip(ask(kernel, code), ask(sibling, code), strict=True)
        assert [one == other for one, other in pairs] == [False] * 5


# other processes


def test_other_processes_are_invisible(kernel):
    numbers = ask(kernel, "answer = sorted(map(int, filter(str.isdigit, os.listdir('/proc'))))")
    assert numbers[:2] == [1, 2]
    assert len(numbers) < 5


def test_it_cannot_kill_what_started_it(kernel):
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"]) as bystander:
        answer = ask(
            kernel,
            f"""
            answer = [refused(lambda: os.kill({bystander.pid}, 9)),
                      refused(lambda: os.kill({os.getpid()}, 9)), os.getppid()]
            os.kill(os.getppid(), 9)
            """,
        )
        assert bystander.poll() is None
        bystander.kill()
    assert answer == ["ProcessLookupError", "ProcessLookupError", 1]
    assert alive(kernel)


def test_no_process_can_be_traced(kernel):
    answer = ask(
        kernel,
        """
        child = os.fork()
        if not child:
            time.sleep(20)
            os._exit(0)
        answer = [call(101 if os.uname().machine == 'x86_64' else 117, 16, child, 0, 0),
                  call(101 if os.uname().machine == 'x86_64' else 117, 16, 1, 0, 0),
                  refused(lambda: open('/proc/1/mem', 'r+b')),
                  refused(lambda: os.listdir('/proc/1/fd'))]
        os.kill(child, 9)
        os.waitpid(child, 0)
        """,
    )
    assert answer == ["EPERM", "EPERM", "PermissionError", "PermissionError"]


# rights


def test_it_has_no_rights_and_gets_none(kernel):
    answer = ask(
        kernel,
        """
        status = dict(line.split(':', 1) for line in open('/proc/self/status').read().splitlines())
        keys = 'Uid CapEff CapPrm CapAmb NoNewPrivs Seccomp'.split()
        answer = [status[k].split() for k in keys]
        answer += [refused(lambda: os.setuid(0)), refused(lambda: os.setgroups([0])),
                   refused(lambda: os.chroot('/tmp')), len(os.getgroups())]
        """,
    )
    user, effective, permitted, ambient, new, filtered, *rest = answer
    assert "0" not in user
    assert len(set(user)) == 1
    assert {int(bits[0], 16) for bits in (effective, permitted, ambient)} == {0}
    assert (new, filtered) == (["1"], ["2"])
    assert set(rest[:3]) <= {"PermissionError", "OSError"}  # OSError: nobody is root there


def test_no_new_namespaces(kernel):
    answer = ask(
        kernel,
        """
        table = {'x86_64': (272, 56, 435, 308, 165), 'aarch64': (97, 220, 435, 268, 40)}
        unshare, clone, clone3, setns, mount = table[os.uname().machine]
        flags = [0x10000000, 0x20000000, 0x40000000, 0x20000, 0x8000000]
        answer = {f'unshare {f:x}': call(unshare, f) for f in flags}
        answer |= {f'clone {f:x}': call(clone, f | 17, 0, 0, 0, 0) for f in flags}
        answer['clone3'] = call(clone3, 0, 0)
        answer['setns'] = call(setns, os.open('/proc/self/ns/net', os.O_RDONLY), 0)
        answer['mount'] = call(mount, b'none', b'/tmp', b'tmpfs', 0, 0)
        """,
    )
    assert answer.pop("clone3") == "ENOSYS"
    assert set(answer.values()) == {"EPERM"}


def test_uncounted_memory_is_refused(kernel):
    answer = ask(
        kernel,
        """
        answer = [refused(lambda: os.memfd_create('x')),
                  call(29 if os.uname().machine == 'x86_64' else 194, 0, 1 << 20, 0o1600)]
        """,
    )
    assert answer == ["PermissionError", "EPERM"]


def test_no_core_dump_reaches_a_handler_outside(kernel):
    answer = ask(kernel, "import resource; answer = resource.getrlimit(resource.RLIMIT_CORE)")
    assert answer == [1, 1]
