"""From a policy to a running process: bubblewrap with its open files, or a plain process.

Nothing reaches the sandbox by name. The kernel's sockets, its orders, the small system files and
bubblewrap's own options are open files that the new process inherits; its environment starts out
empty; no folder of this machine is writable from inside.
"""

import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from autograder.sandbox import seccomp
from autograder.sandbox.bubblewrap import (
    LAUNCHER,
    SandboxError,
    arguments,
    choose_user,
    probe,
    system_texts,
)
from autograder.sandbox.policy import HOME, WORK, Policy
from autograder.sandbox.process import KEPT, Ending, Process, own_doing


@dataclass(frozen=True)
class Orders:
    """What `launcher` is told to start: a kernel on opened sockets, or a command.

    Parameters
    ----------
    command
        A command line; empty for a kernel.
    arguments
        Further arguments of the kernel.
    connection
        What stands in the kernel's connection file.
    sockets
        Address as the kernel names it → listening socket.
    """

    command: Sequence[str] = ()
    arguments: Sequence[str] = ()
    connection: Mapping[str, Any] | None = None
    sockets: Mapping[str, socket.socket] | None = None


def start(policy: Policy, orders: Orders, kept: int = KEPT) -> Process:
    """Start student code in a sandbox, or without one where the policy says ``unsafe``.

    Parameters
    ----------
    policy
        What it may see and use.
    orders
        What to start.
    kept
        How many of the last bytes that it writes to the terminal are kept.

    Raises
    ------
    SandboxError
        If no sandbox can be built here, with bubblewrap's own words.
    """
    return (_start_plain if policy.unsafe else _start_sandboxed)(policy, orders, kept)


def _start_sandboxed(policy: Policy, orders: Orders, kept: int) -> Process:
    """Start bubblewrap, and wait until it says which process is the first inside."""
    found = probe().require()
    user = choose_user()
    with contextlib.ExitStack() as stack:
        terminal, terminal_end = opened_pipe(stack)
        life_end, lifeline = opened_pipe(stack)
        news, news_end = opened_pipe(stack)
        sockets = {name: listening.fileno() for name, listening in (orders.sockets or {}).items()}
        told = orders_for(policy, orders, user if found.root else None)
        told |= {"lifeline": life_end.fileno(), "sockets": sockets}
        files = open_texts(stack, {**system_texts(user), **policy.texts})
        options = arguments(policy, root=found.root, texts=files)
        popen = start_bubblewrap(
            stack,
            options,
            [policy.interpreter, "-P", "-s", LAUNCHER],
            told,
            news=news_end,
            terminal=terminal_end,
            inherited=[life_end.fileno(), *files.values(), *sockets.values()],
        )
        news_end.close()
        first = first_process(news.fileno())
        ends = os.dup(terminal.fileno()), os.dup(lifeline.fileno())
        process = Process(popen, policy, ends[0], first=first, lifeline=ends[1], kept=kept)
    if first is None:
        process.kill()
        raise SandboxError(
            "sandbox",
            received=process.tail.strip() or "no process and not a word from bubblewrap",
            expected="bubblewrap to build the sandbox",
            fix="Run autograder doctor; a path of the policy may be missing",
        )
    return process


def orders_for(policy: Policy, orders: Orders, user: int | None) -> dict[str, Any]:
    """Return what `launcher` reads, but for the numbers of open files.

    Parameters
    ----------
    policy
        Its limits are part of it.
    orders
        What to start.
    user
        The user to become; None where the user namespace has made it one already.
    """
    return {
        "limits": asdict(policy.limits) | {"processes": _process_limit(policy, user is not None)},
        "user": user,
        "seccomp": seccomp.program().hex(),
        "folders": [HOME, WORK],
        "folder": WORK,
        "connection": orders.connection,
        "command": list(orders.command),
        "arguments": list(orders.arguments),
    }


def start_bubblewrap(
    stack: contextlib.ExitStack,
    options: Sequence[str],
    program: Sequence[str],
    told: Mapping[str, Any],
    *,
    news: IO[bytes],
    terminal: IO[bytes],
    inherited: Sequence[int],
) -> "subprocess.Popen[bytes]":
    """Start a program in a sandbox; its last argument is the number of a file with its orders.

    Parameters
    ----------
    stack
        What closes our copies of the files that are opened here.
    options
        Bubblewrap's, as `bubblewrap.arguments` makes them.
    program
        A command line, with paths as they are inside.
    told
        The orders.
    news
        Where bubblewrap writes which process is the first inside.
    terminal
        Where the program's output goes.
    inherited
        Numbers of further open files that the program gets.
    """
    found = probe().require()
    options_file = stack.enter_context(open_text("\0".join(options)))
    orders_file = stack.enter_context(open_text(json.dumps(told)))
    command = [found.bwrap, "--args", str(options_file.fileno()), "--info-fd", str(news.fileno())]
    return subprocess.Popen(
        [*command, "--", *program, str(orders_file.fileno())],
        env={},  # bubblewrap needs none, and what it does not have it cannot hand on
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        pass_fds=[options_file.fileno(), news.fileno(), orders_file.fileno(), *inherited],
        start_new_session=True,
    )


def _start_plain(policy: Policy, orders: Orders, kept: int) -> Process:
    """Start an ordinary process in a new folder: the way without a sandbox."""
    scratch = tempfile.mkdtemp(prefix="cnnkit-unsafe-")
    folder = Path(scratch) / "work"
    folder.mkdir()
    for inside, outside in policy.read_only.items():
        if inside.startswith(f"{WORK}/"):
            target = folder / inside.removeprefix(f"{WORK}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if Path(outside).is_dir() else shutil.copy)(outside, target)
    command = list(orders.command)
    if not command:
        path = Path(scratch) / "kernel.json"
        path.write_text(json.dumps((orders.connection or {})["info"]), encoding="utf-8")
        module = ["-P", "-m", "ipykernel_launcher", "-f", str(path)]
        command = [policy.interpreter, *module, *orders.arguments]
    own = dict.fromkeys(("HOME", "MPLCONFIGDIR", "IPYTHONDIR", "TMPDIR"), scratch)
    own |= {"JPY_PARENT_PID": str(os.getpid())}  # ipykernel ends when its parent does
    terminal, terminal_end = os.pipe()
    try:
        popen = subprocess.Popen(
            command,
            cwd=folder,
            env={**policy.environment, **own},
            stdin=subprocess.DEVNULL,
            stdout=terminal_end,
            stderr=terminal_end,
            start_new_session=True,
        )
    except OSError:
        os.close(terminal)
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    finally:
        os.close(terminal_end)
    return Process(popen, policy, terminal, scratch=scratch, kept=kept)


@dataclass(frozen=True)
class Done:
    """A command that has run.

    Parameters
    ----------
    status
        Its exit status; 128 + n when it died of signal n.
    output
        What it wrote, standard error included; cut off at the limit.
    ending
        Why it ended.
    """

    status: int
    output: str
    ending: Ending


def run(policy: Policy, command: Sequence[str], timeout: float | None = None) -> Done:
    """Run a command under a policy and wait for it.

    Its output is read up to the policy's limit, and all of it is returned.

    Parameters
    ----------
    policy
        What it may see and use.
    command
        A command line, with paths as they are inside.
    timeout
        Seconds; the policy's wall clock unless given.
    """
    if timeout is not None:
        policy = policy.with_limits(wall_seconds=max(1, round(timeout)))
    process = start(policy, Orders(command=command), kept=policy.limits.output)
    process.join()
    status = process.popen.wait()
    return Done(status, process.tail, process.ending or own_doing(status, policy))


def _process_limit(policy: Policy, root: bool) -> int:
    """Return the limit on processes to hand to the operating system; 0 for none.

    Before Linux 5.14 a user namespace did not count on its own, and the limit would forbid the
    instructor's own desktop. There the watching thread alone keeps it.
    """
    major, minor = (int(part) for part in os.uname().release.split(".")[:2])
    return policy.limits.processes if root or (major, minor) >= (5, 14) else 0


def opened_pipe(stack: contextlib.ExitStack) -> tuple[IO[bytes], IO[bytes]]:
    """Return both ends of a pipe, the one to read from first; the stack closes them."""
    read, write = (stack.enter_context(os.fdopen(number, "rb", 0)) for number in os.pipe())
    return read, write


def open_text(text: str) -> IO[bytes]:
    """Return an open file, without a name anywhere, that holds a text."""
    file = os.fdopen(os.memfd_create("text"), "r+b", 0)
    file.write(text.encode())
    file.seek(0)
    return file


def open_texts(stack: contextlib.ExitStack, texts: Mapping[str, str]) -> dict[str, int]:
    """Open a file for each text; return path inside -> number. The stack closes them."""
    return {path: stack.enter_context(open_text(text)).fileno() for path, text in texts.items()}


def first_process(news: int, timeout: float = 30.0) -> int | None:
    """Read which process bubblewrap has made the first inside; None if it made none."""
    said, until = b"", time.monotonic() + timeout
    while time.monotonic() < until and select.select([news], [], [], timeout)[0]:
        chunk = os.read(news, 4096)
        said += chunk
        if not chunk or said.rstrip().endswith(b"}"):
            break
    try:
        return json.loads(said)["child-pid"]
    except (ValueError, KeyError):
        return None
