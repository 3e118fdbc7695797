"""Student code as a process: started, watched from outside, and ended for certain.

A thread beside each process reads what it writes to the terminal (and throws most of it away),
and measures a few times a second what no limit of the operating system covers: the wall clock,
the memory of all processes together, the number of files, the grader's own memory. What it finds
it notes as the process's `Ending` before it kills.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import Protocol

from autograder.sandbox import measure
from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.policy import MiB, Policy

TICK = 0.2
"""Seconds between two measurements."""

KEPT = 8192
"""How many of the last bytes written to the terminal are kept, for error messages."""


@dataclass(frozen=True)
class Ending:
    """Why a process is no more.

    Parameters
    ----------
    kind
        ``asked`` (the grader wanted it), ``wall``, ``cpu``, ``memory``, ``processes``, ``files``,
        ``flood`` (a limit), ``signal`` or ``exit`` (its own doing).
    text
        The same for people, as a clause: "it used more than 5 s of wall-clock time".
    """

    kind: str
    text: str


class Child(Protocol):
    """What is known of `subprocess.Popen` here; what a zygote has forked has it, too."""

    pid: int

    def poll(self) -> int | None:
        """Return how it ended, or None."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return how."""
        ...


class Process:
    """A running process and the thread that watches it.

    `start.start` makes it; the constructor takes what has been started already. ``prelude`` is
    what its zygote had run before it was forked.
    """

    def __init__(
        self,
        popen: Child,
        policy: Policy,
        terminal: int,
        *,
        first: int | None = None,
        handle: int | None = None,
        lifeline: int | None = None,
        scratch: str | None = None,
        kept: int = KEPT,
        prelude: str = "",
    ) -> None:
        self.prelude = prelude
        self.popen = popen
        self.policy = policy
        self.started = time.monotonic()
        self.written = 0
        self._first = first if first is not None else popen.pid
        self._handle = _handle_of(first) if handle is None else handle
        self._lifeline = lifeline
        self._scratch = scratch
        self._terminal = terminal
        self._kept = kept
        self._tail = bytearray()
        self._ending: Ending | None = None
        self._lock = threading.Lock()
        self._own = measure.resident([os.getpid()])
        self._thread = threading.Thread(target=self._watch, name="sandbox-watch", daemon=True)
        self._thread.start()

    @property
    def tail(self) -> str:
        """The last that was written to the terminal."""
        return self._tail[-self._kept :].decode("utf-8", "replace")

    @property
    def ending(self) -> Ending | None:
        """Why it ended; None while it runs."""
        status = self.popen.poll()
        if status is None:
            return None
        return self._ending or own_doing(status, self.policy)

    def processes(self) -> list[int]:
        """Return the numbers of all its living processes, as this machine counts them."""
        return measure.descendants(self._first)

    def kill(self, ending: Ending | None = None, timeout: float = 10.0) -> None:
        """End it and everything it has started; return when nothing is left.

        Killing the first process of a process namespace makes the operating system kill all the
        others before it reports the first one gone, so nothing inside can outrun it.

        Parameters
        ----------
        ending
            Why; only the first reason given is kept.
        timeout
            Seconds to wait for the operating system.

        Raises
        ------
        SandboxError
            If something survives.
        """
        with self._lock:
            if self._ending is None and self.popen.poll() is None:
                self._ending = ending or Ending("asked", "the grader ended it")
            # Without a namespace, what has left the process group is found by descent.
            strays = [] if self._handle is not None else self.processes()
            gone = contextlib.suppress(ProcessLookupError, PermissionError)
            if self._handle is not None:
                with gone:
                    signal.pidfd_send_signal(self._handle, signal.SIGKILL)
                # Readable means dead, with all that it started. Bubblewrap then ends by itself.
                select.select([self._handle], [], [], timeout)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.popen.wait(1)
            if self.popen.poll() is None:
                with gone:
                    _kill_group(self.popen)
            for number in strays:
                with gone:
                    os.kill(number, signal.SIGKILL)
        try:
            self.popen.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise SandboxError(
                "sandbox",
                received=f"a process that outlives SIGKILL by {timeout:g} s",
                expected="it to be gone",
                fix=f"Look at process {self.popen.pid}; it hangs in the operating system",
            ) from error
        self.join(timeout)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended and its terminal is read."""
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)

    def _watch(self) -> None:
        """Read the terminal and measure, until the process has ended; then tidy up."""
        readers = [self._terminal]
        ends = [] if self._handle is None else [self._handle]
        try:
            while self.popen.poll() is None:
                ready, _, _ = select.select([*readers, *ends], [], [], TICK)
                if self._terminal in ready and not self._read():
                    readers = []
                    os.close(self._terminal)
                if self._handle in ready:  # all is over: the one who tells how is about to
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        self.popen.wait(1)
                    continue
                reason = self._excess()
                if reason is not None:
                    self.kill(reason)
            while readers and select.select(readers, [], [], 0)[0] and self._read():
                pass
        finally:
            if readers:
                os.close(self._terminal)
            with self._lock:
                for number in (self._handle, self._lifeline):
                    if number is not None:
                        os.close(number)
                self._handle = self._lifeline = None
            if self._scratch:
                shutil.rmtree(self._scratch, ignore_errors=True)

    def _read(self) -> bool:
        """Take in what was written; say whether to go on listening."""
        try:
            chunk = os.read(self._terminal, 65536)
        except OSError:
            return False
        self.written += len(chunk)
        self._tail += chunk
        if len(self._tail) > 2 * self._kept:
            del self._tail[: -self._kept]
        return bool(chunk) and self.written <= self.policy.limits.output

    def _excess(self) -> Ending | None:
        """Say which watched limit is exceeded."""
        limits = self.policy.limits
        if time.monotonic() - self.started > limits.wall_seconds:
            return Ending("wall", f"it used more than {limits.wall_seconds} s of wall-clock time")
        numbers = self.processes()
        if measure.resident(numbers) > limits.memory:
            return Ending("memory", f"it used more than {limits.memory // MiB} MiB of memory")
        if measure.threads(numbers) > limits.processes:
            return Ending("processes", f"it started more than {limits.processes} processes")
        if measure.files(self._first, limits.disk) > limits.files and not self.policy.unsafe:
            return Ending("files", f"it made more than {limits.files} files")
        if measure.resident([os.getpid()]) - self._own > limits.grader_memory:
            return Ending("flood", "it flooded the grader with data")
        return None


def own_doing(status: int, policy: Policy) -> Ending:
    """Describe an end that nobody outside has caused."""
    number = -status if status < 0 else status - 128
    if number == signal.SIGXCPU:
        seconds = policy.limits.cpu_seconds
        return Ending("cpu", f"it used more than {seconds} s of processor time")
    if 0 < number < 65:
        try:
            name = signal.Signals(number).name
        except ValueError:
            name = f"signal {number}"
        return Ending("signal", f"it was ended by {name}")
    return Ending("exit", f"it ended itself with status {status}")


def _handle_of(number: int | None) -> int | None:
    """Return a handle on a process that stays right when its number is used again."""
    try:
        return None if number is None else os.pidfd_open(number)
    except ProcessLookupError:
        return None


def _kill_group(popen: Child) -> None:
    """Kill a process and its group. What a zygote has forked is no child of ours."""
    if not isinstance(popen, subprocess.Popen):
        return
    if hasattr(os, "killpg"):
        os.killpg(popen.pid, signal.SIGKILL)
    else:
        popen.kill()
