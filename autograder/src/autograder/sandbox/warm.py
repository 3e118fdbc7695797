"""Kernels from a warm process: forked in a moment, in place of an interpreter that starts cold.

A `Warm` is the grader's side of a `zygote`: it starts one in bubblewrap's sandbox, for one policy,
and asks it for kernels. `ways` decides when: where no zygote can run, or one has died, bubblewrap
alone serves.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox.bubblewrap import (
    USER,
    ZYGOTE,
    SandboxError,
    arguments,
    choose_user,
    probe,
    system_texts,
)
from autograder.sandbox.policy import Limits, Policy
from autograder.sandbox.process import KEPT, Process
from autograder.sandbox.start import (
    Orders,
    first_process,
    open_text,
    open_texts,
    opened_pipe,
    orders_for,
    start_bubblewrap,
)
from autograder.sandbox.zygote import STATUS

PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.comm",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "jedi",
    "numpy.random",
    "numpy.linalg",
    "numpy.fft",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "IPython.core.pylabtools",
    "ipywidgets",
    "anywidget",
    "PIL.Image",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "asttokens",
    "executing",
    "faulthandler",
    "ipykernel.debugger",
    "pdb",
    "pure_eval",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "pygments.styles.default",
    "runpy",
    "sqlite3",
    "stack_data",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
    "cnnkit.checks",
    "cnnkit.datasets",
    "cnnkit.gradcheck",
    "cnnkit.layers",
    "cnnkit.mine",
    "cnnkit.models",
    "cnnkit.override",
    "cnnkit.plotting",
    "cnnkit.standin",
    "cnnkit.training",
    "cnnkit.widgets",
)
"""What a zygote imports before it forks. The files are those of its sandbox, without answers.

Left out is what looks for a running IPython when it is imported, such as matplotlib's inline
backend.
"""

BIRTH = 60.0
"""Seconds that a zygote may take to import all that and answer."""


class Unavailable(Exception):
    """No kernel comes from this zygote: it has died, or cannot isolate what it forks."""


class Forked:
    """A child of a zygote, with the part of `subprocess.Popen` that its users know.

    Parameters
    ----------
    news
        Where the zygote tells of its end.
    pid
        Its number on this machine.
    """

    stdin = stdout = stderr = None

    def __init__(self, news: socket.socket, pid: int) -> None:
        self.pid = pid
        self.args = "zygote"
        self.returncode: int | None = None
        self._news = news
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Return how it ended, or None. Several threads may ask."""
        with self._lock:
            if self.returncode is None and select.select([self._news], [], [], 0)[0]:
                said = b""
                with self._news, contextlib.suppress(OSError):
                    said = self._news.recv(STATUS.size)
                whole = len(said) == STATUS.size
                # Without a word the zygote is gone, and all that it has forked with it.
                self.returncode = STATUS.unpack(said)[0] if whole else -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return how."""
        until = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired(self.args, timeout or 0.0)
            with contextlib.suppress(OSError, ValueError):  # another thread was faster
                select.select([self._news], [], [], left)
        assert self.returncode is not None
        return self.returncode


class Warm:
    """A zygote, and the way to ask it.

    Parameters
    ----------
    key
        The policies that it serves, as `key_of` names them.
    asking
        Our end of the socket for requests. Several processes may ask through copies of it.
    prelude
        What it has run before it forks.
    """

    def __init__(self, key: str, asking: socket.socket, prelude: str = "") -> None:
        self.key = key
        self.asking = asking
        self.prelude = prelude

    def start(self, policy: Policy, orders: Orders, kept: int = KEPT) -> Process:
        """Have a kernel forked.

        Raises
        ------
        Unavailable
            If none comes, with what was said about it.
        """
        root = probe().require().root
        user = choose_user() if root else USER
        told = orders_for(policy, orders, user if root else None)
        # Of the zygote's files, those in /tmp; and what was not known yet when it started.
        told |= {"kept": [path for path in policy.read_only if path.startswith("/tmp/")]}
        told |= {"number": user, "texts": system_texts(user) if root else {}}
        sockets = orders.sockets or {}
        told |= {"sockets": list(sockets)}
        with contextlib.ExitStack() as stack:
            terminal, terminal_end = opened_pipe(stack)
            life_end, lifeline = opened_pipe(stack)
            orders_file = stack.enter_context(open_text(json.dumps(told)))
            news, news_end = map(stack.enter_context, socket.socketpair())
            sent = [news_end, orders_file, terminal_end, life_end, *sockets.values()]
            try:
                socket.send_fds(self.asking, [b"fork"], [file.fileno() for file in sent])
            except OSError as error:
                raise Unavailable(f"the warm process is gone ({error})") from error
            for file in (news_end, terminal_end):
                file.close()
            handle = self._born(news)
            if handle is None:
                said = terminal.read(KEPT).decode("utf-8", "replace").strip()
                raise Unavailable(said or "the warm process has ended")
            child = Forked(news.dup(), _number_of(handle))
            ends = os.dup(terminal.fileno()), os.dup(lifeline.fileno())
        return Process(
            child,
            policy,
            ends[0],
            first=child.pid,
            handle=handle,
            lifeline=ends[1],
            kept=kept,
            prelude=self.prelude,
        )

    def _born(self, news: socket.socket) -> int | None:
        """Wait for a child; return a handle on it, or None."""
        news.settimeout(BIRTH)
        with contextlib.suppress(OSError):
            _, handles, _, _ = socket.recv_fds(news, 64, 1)
            return handles[0] if handles else None
        return None


def key_of(policy: Policy) -> str:
    """Return what tells policies apart that need different zygotes: all of it but the limits.

    Examples
    --------
    >>> policy = Policy(chapter="03", interpreter="/usr/bin/python3")
    >>> key_of(policy) == key_of(policy.with_limits(processes=5))
    True
    """
    return policy.replace(limits=Limits()).to_json()


@contextlib.contextmanager
def hatched(policy: Policy, prelude: str = "") -> Iterator[Warm]:
    """Start a zygote, hand it over at once, while it is still importing, and end it afterwards.

    Parameters
    ----------
    policy
        What its children may see; how much they may use is decided for each.
    prelude
        Source that it runs when it has imported what kernels need: the grader's own, with nothing
        in it that a student may not know, for it is in every kernel from then on.

    Raises
    ------
    SandboxError
        If no sandbox can be built here.
    """
    found = probe().require()
    with contextlib.ExitStack() as stack:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        stack.enter_context(ours)
        with contextlib.ExitStack() as short:
            short.enter_context(theirs)
            news, news_end = opened_pipe(short)
            terminal = short.enter_context(open_text(""))
            files = open_texts(short, {**system_texts(USER), **policy.texts})
            popen = start_bubblewrap(
                short,
                arguments(policy, root=found.root, texts=files, forks=True),
                [policy.interpreter, "-P", "-s", ZYGOTE],
                {
                    "asking": theirs.fileno(),
                    "root": found.root,
                    "preload": PRELOADED,
                    "prelude": prelude,
                },
                news=news_end,
                terminal=terminal,
                inherited=[theirs.fileno(), *files.values()],
            )
            news_end.close()
            stack.callback(popen.wait)
            first = first_process(news.fileno())
            if first is None:
                popen.wait()
                terminal.seek(0)
                said = terminal.read(KEPT).decode("utf-8", "replace").strip()
                raise SandboxError(
                    "sandbox",
                    received=said or "no process and not a word from bubblewrap",
                    expected="bubblewrap to build a sandbox for a warm process",
                    fix="Run autograder doctor",
                )
            handle = os.pidfd_open(first)
        stack.callback(os.close, handle)
        stack.callback(_end, handle)
        yield Warm(key_of(policy), ours, prelude)


def _end(handle: int) -> None:
    """End a zygote, and with it whatever it has forked."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    select.select([handle], [], [], 10.0)


def _number_of(handle: int) -> int:
    """Return the number of a process on this machine, from a handle on it."""
    lines = Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
