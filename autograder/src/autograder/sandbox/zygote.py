"""A process that has imported what every kernel needs, and forks one whenever it is asked.

Bubblewrap starts it in the sandbox's own file system: it sees the allow-list and the library
without its answers, an empty environment and no network, and it never reads a byte that a student
wrote. What it forks shares nothing with its siblings but pages of memory that were filled before
any of them: each child takes namespaces of its own (processes, mounts, network, System V memory,
host name; for an ordinary user also a user namespace), a /tmp, /dev/shm, /dev/pts and /proc of its
own, and goes on as `launcher` does: limits, rights, system calls, kernel. Whatever fails on this
way ends the child, and the grader hears why.

Like the launcher it is bound into the sandbox and stands on the standard library alone. The only
argument is the number of an open file with its orders as JSON.
"""

import array
import contextlib
import ctypes
import fcntl
import gc
import importlib
import importlib.util
import os
import select
import signal
import socket
import struct
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

STAGE = "/opt/stage"
"""An empty folder on which a child puts its /tmp together before it moves it to its place."""

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
NAMESPACES = (
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 4096, 8192, 16384, 1 << 18
PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4
CAPABILITY_VERSION_3 = 0x20080522
SIOCSIFFLAGS, IFF_UP = 0x8914, 1

COVERED = ("sys", "sysrq-trigger", "irq", "bus")
"""Below /proc: what root could write there, if it were still root."""

SPARED_LAST = "500"
"""How readily the operating system ends a child for want of memory; it starts from 0."""

MOST_FILES = 16
"""Open files that come with one request."""

ISOLATED = b"!"
"""What a child says when nothing of the others can be seen any more."""

STATUS = struct.Struct("<i")
"""How the end of a child is told: its exit status, negative for a signal."""


def beside(name: str) -> ModuleType:
    """Return the module of that name in the folder of this file."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"sandbox_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


launcher = beside("launcher")


def preload(names: list[str], prelude: str = "") -> None:
    """Import modules, as far as they are there, and run the prelude, which is the grader's own.

    All that exists then is set apart from garbage collection, so that children share its memory.

    No thread may run when this process forks, so one that an import has started is an error.
    """
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    exec(compile(prelude, "<prelude>", "exec"), {})
    running = len(os.listdir("/proc/self/task"))  # noqa: PTH208
    if running > 1:
        raise SystemExit(f"zygote: {running} threads after its imports: it cannot fork safely")
    gc.collect()
    gc.freeze()


def serve(asking: socket.socket, root: bool) -> NoReturn:
    """Fork a child for each request until the grader has closed the other end."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(asking, select.POLLIN)
    poll.register(woken, select.POLLIN)
    children: dict[int, socket.socket] = {}
    asking.sendall(b"ready")
    while True:
        for number, _ in poll.poll():
            if number == woken:
                os.read(woken, 512)
                continue
            message, files = receive(asking)
            if not message:
                os._exit(0)
            news = socket.socket(fileno=files[0])
            child = give_birth(files, root)
            if child is None:
                news.close()  # without a word: the grader reads why on the child's terminal
            else:
                children[child] = news
                announce(news, child)
        reap(children)


def receive(asking: socket.socket) -> tuple[bytes, list[int]]:
    """Return a request and the open files that came with it."""
    message, ancillary, _, _ = asking.recvmsg(64, socket.CMSG_SPACE(4 * MOST_FILES))
    files = array.array("i")
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            files.frombytes(data[: len(data) - len(data) % files.itemsize])
    return message, list(files)


def give_birth(files: list[int], root: bool) -> int | None:
    """Fork a child that isolates itself; return its number, or None if it came to nothing.

    Process 1 of a process namespace is the child of whoever made the namespace. That one in the
    middle ends at once, and this process, itself number 1 of its own, takes over.
    """
    told, tell = os.pipe()
    between = os.fork()
    if between == 0:
        become_child(files, tell, root)
    os.close(tell)
    for number in files[1:]:
        os.close(number)
    with os.fdopen(told, "rb") as file:
        said = file.read()
    os.waitpid(between, 0)
    number = said.replace(ISOLATED, b"")
    return int(number) if ISOLATED in said and number else None


def announce(news: socket.socket, child: int) -> None:
    """Hand the grader a handle on a new child, which stays right whatever becomes of it."""
    handle = os.pidfd_open(child)
    with contextlib.suppress(OSError):  # the grader may have lost interest
        news.sendmsg([b"born"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", handle))])
    os.close(handle)


def reap(children: dict[int, socket.socket]) -> None:
    """Take note of the children that have ended, and tell those who asked for them."""
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return
        news = children.pop(child, None)
        if news is not None:
            with news, contextlib.suppress(OSError):
                news.sendall(STATUS.pack(os.waitstatus_to_exitcode(status)))


def become_child(files: list[int], tell: int, root: bool) -> NoReturn:
    """Isolate this process and go on as the launcher; what goes wrong is told on the terminal."""
    try:
        _, orders_file, terminal, lifeline, *sockets = files
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for standard in (1, 2):
            os.dup2(terminal, standard)
        close_all_but({0, 1, 2, orders_file, lifeline, tell, *sockets})
        os.chdir("/")
        os.setsid()
        orders = launcher.read_orders(orders_file)
        orders["lifeline"] = lifeline
        orders["sockets"] = dict(zip(orders["sockets"], sockets, strict=True))
        libc = ctypes.CDLL(None, use_errno=True)
        take_namespaces(libc, None if root else orders["number"])
        child = os.fork()
        if child:
            os.write(tell, str(child).encode())
            os._exit(0)
        os.setsid()
        make_world(libc, orders)
        give_up_capabilities(libc, keep=root)
        start_anew()
        os.write(tell, ISOLATED)
        os.close(tell)
        launcher.follow(orders)
    except BaseException as problem:
        os.write(2, f"zygote: {type(problem).__name__}: {problem}\n".encode(errors="replace"))
    finally:
        os._exit(1)


def close_all_but(kept: set[int]) -> None:
    """Close every open file but these."""
    first = 0
    for number in sorted(kept):
        if first < number:  # Python takes an empty range from 0 for all there is
            os.closerange(first, number)
        first = number + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def take_namespaces(libc: Any, number: int | None) -> None:
    """Take new namespaces; with a number also a user namespace, in which the user is called so.

    In that one no further one can be made: its limit is set to none while this process, its first,
    still has the right to.
    """
    if number is None:
        checked(libc.unshare(NAMESPACES), "unshare")
        return
    checked(libc.unshare(NAMESPACES | CLONE_NEWUSER), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{number} {number} 1")
    Path("/proc/self/gid_map").write_text(f"{number} {number} 1")
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def make_world(libc: Any, orders: dict[str, Any]) -> None:
    """Lay what belongs to one kernel over what its siblings could see; bring up the loopback."""
    limits = orders["limits"]
    os.umask(0)
    mount(libc, "", "/", "", MS_REC | MS_PRIVATE)
    temporary = f"mode=1777,size={limits['disk']}"
    mount(libc, "tmpfs", STAGE, "tmpfs", MS_NOSUID | MS_NODEV, temporary)
    for path in orders["kept"]:
        keep(libc, path)
    for path, text in orders["texts"].items():
        lay(libc, path, text)
    mount(libc, STAGE, "/tmp", "", MS_MOVE)
    shared = f"mode=1777,size={limits['shared_memory']}"
    mount(libc, "tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, shared)
    terminals = "newinstance,ptmxmode=0666,mode=620"
    mount(libc, "devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, terminals)
    unsafe = MS_NOSUID | MS_NODEV | MS_NOEXEC
    mount(libc, "proc", "/proc", "proc", unsafe)
    for name in COVERED:
        path = f"/proc/{name}"
        if os.access(path, os.W_OK):
            mount(libc, path, path, "", MS_BIND | MS_REC)
            mount(libc, "", path, "", MS_BIND | MS_REMOUNT | MS_RDONLY | unsafe)
    os.umask(0o022)
    with contextlib.suppress(OSError):  # where memory runs out a kernel goes, not its zygote
        Path("/proc/self/oom_score_adj").write_text(SPARED_LAST)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", IFF_UP))


def keep(libc: Any, path: str) -> None:
    """Bind a file or folder of the zygote's /tmp, read-only as it is, to its place in the new."""
    target = Path(STAGE, path.removeprefix("/tmp/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    if Path(path).is_dir():
        target.mkdir()
    else:
        target.touch()
    mount(libc, path, str(target), "", MS_BIND | MS_REC)


def lay(libc: Any, path: str, text: str) -> None:
    """Lay a file with this text, read-only, over one that is there."""
    scratch = Path(STAGE, "text")
    scratch.write_text(text, encoding="utf-8")
    scratch.chmod(0o444)
    mount(libc, str(scratch), path, "", MS_BIND)
    flags = MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV
    mount(libc, "", path, "", flags)
    scratch.unlink()


def give_up_capabilities(libc: Any, keep: bool) -> None:
    """Empty the set of what could be had again; where no user is dropped, what is had as well.

    Becoming another user, which the launcher does for root, takes what is left.
    """
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    if not keep:
        head = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
        checked(libc.capset(head, bytes(24)), "capset")


def start_anew() -> None:
    """Draw what a process draws once: siblings must not share their random numbers.

    Python's own generator does this in every fork.
    """
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def mount(libc: Any, source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Call ``mount`` and raise when it fails."""
    texts = [text.encode() or None for text in (source, target, kind)]
    number = ctypes.c_ulong(flags)
    checked(libc.mount(*texts, number, options.encode() or None), f"mount {target}")


def checked(result: int, what: str) -> None:
    """Raise what the operating system has reported, if it has."""
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), what)


def main(number: int) -> NoReturn:
    """Follow the orders that stand in an open file."""
    orders = launcher.read_orders(number)
    preload(orders["preload"], orders["prelude"])
    serve(socket.socket(fileno=orders["asking"]), orders["root"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
