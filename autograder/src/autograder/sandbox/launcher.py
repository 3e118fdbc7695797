"""The first process inside the sandbox: sets limits, gives up rights, starts the kernel.

It is a file on its own, bound into the sandbox and run by the interpreter there; it imports
nothing but the standard library (and pyzmq, in the kernel's process). One argument: the number of
an open file from which it reads its orders as JSON.

It stays behind as process 1 of its own process namespace. When the kernel ends, it ends, and
with it every process that the kernel has left behind. When the grader ends, however that happens,
the other end of a pipe closes (the *lifeline*), and it ends too.
"""

import ctypes
import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import Any

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38
SECCOMP_MODE_FILTER = 2
SIGNAL_BASE = 128  # a process that dies of signal n ends with status 128 + n, as in a shell


class SockFprog(ctypes.Structure):
    """The kernel's ``struct sock_fprog``: a filter and its length."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def set_limits(limits: dict[str, int]) -> None:
    """Hand the limits to the operating system, for this process and its children."""
    cpu = limits["cpu_seconds"]
    wanted = {
        resource.RLIMIT_AS: limits["address_space"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_FSIZE: limits["file_size"],
        resource.RLIMIT_MEMLOCK: 64 * 1024,
        resource.RLIMIT_MSGQUEUE: 0,
        # Zero would still feed a core dump to a handler outside; one is refused by the kernel.
        resource.RLIMIT_CORE: 1,
    }
    if limits.get("processes"):
        wanted[resource.RLIMIT_NPROC] = limits["processes"]
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    # A second between the two: the first says why (SIGXCPU), the second cannot be ignored.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))


def drop_rights(user: int | None) -> None:
    """Become an unprivileged user for good, when started as root."""
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


def prctl(libc: Any, *arguments: Any) -> None:
    """Call ``prctl`` and raise when it fails."""
    whole = [*arguments, 0, 0, 0, 0][:5]
    if libc.prctl(*[ctypes.c_ulong(a) if isinstance(a, int) else a for a in whole]) != 0:
        raise OSError(ctypes.get_errno(), "prctl", str(arguments[0]))


def refuse_calls(libc: Any, program: bytes) -> None:
    """Load a seccomp filter, for this process and its children; none where it is empty."""
    prctl(libc, PR_SET_NO_NEW_PRIVS, 1)
    if program:
        fprog = SockFprog(len(program) // 8, program)
        prctl(libc, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(fprog))


def watch_over(child: int, lifeline: int) -> None:
    """Reap what dies; end when the child or the lifeline does."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(woken, select.POLLIN)
    poll.register(lifeline, select.POLLIN)
    while True:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                os._exit(1)
            if pid == child:
                code = os.waitstatus_to_exitcode(status)
                os._exit(code if code >= 0 else SIGNAL_BASE - code)
            if pid == 0:
                break
        for number, _ in poll.poll():
            if number == lifeline:
                os._exit(SIGNAL_BASE + signal.SIGKILL)
            os.read(woken, 512)


def become_kernel(orders: dict[str, Any]) -> None:
    """Run ipykernel here, on sockets that the grader has opened already.

    No folder of the machine needs to be writable for the kernel: the sockets arrive as open
    files, and pyzmq is told to use them where ipykernel asks it to bind an address.
    """
    import runpy

    import zmq

    sockets = dict(orders["sockets"])
    bind = zmq.Socket.bind

    def bind_opened(self: zmq.Socket, address: str) -> Any:
        number = sockets.pop(address, None)
        if number is not None:
            self.setsockopt(zmq.USE_FD, number)
        return bind(self, address)

    zmq.Socket.bind = bind_opened  # type: ignore[method-assign]
    path = orders["connection"]["path"]
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(orders["connection"]["info"], file)
    sys.argv = ["ipykernel_launcher", "-f", path, *orders["arguments"]]
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


def read_orders(number: int) -> dict[str, Any]:
    """Return the orders that stand in an open file, and close it."""
    with os.fdopen(number, encoding="utf-8") as file:
        return json.load(file)


def follow(orders: dict[str, Any]) -> None:
    """Set limits, give up rights, and do what the orders say; this process becomes a watcher."""
    set_limits(orders["limits"])
    drop_rights(orders["user"])
    libc = ctypes.CDLL(None, use_errno=True)
    prctl(libc, PR_SET_DUMPABLE, 0)  # the kernel must not read or write this process
    refuse_calls(libc, bytes.fromhex(orders["seccomp"]))
    sockets = list(orders["sockets"].values())
    child = os.fork()
    if child:
        for opened in sockets:
            os.close(opened)
        watch_over(child, orders["lifeline"])
    os.close(orders["lifeline"])
    os.setsid()
    prctl(libc, PR_SET_DUMPABLE, 1)
    for folder in orders["folders"]:
        Path(folder).mkdir(parents=True, exist_ok=True)
    os.chdir(orders["folder"])
    if orders["command"]:
        os.execv(orders["command"][0], orders["command"])
    become_kernel(orders)


if __name__ == "__main__":
    follow(read_orders(int(sys.argv[1])))
