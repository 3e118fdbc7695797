"""A kernel for the judge: started under a policy, asked for one thing at a time, ended for sure."""

import contextlib
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import zmq

from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.client import WaryClient
from autograder.sandbox.connection import new_connection, private_folder
from autograder.sandbox.messages import SHOWN
from autograder.sandbox.policy import Policy
from autograder.sandbox.process import Ending, Process
from autograder.sandbox.ways import start_ipykernel

STARTUP = 60.0
"""Seconds that a kernel may take to answer for the first time."""

GRACE = 2.0
"""Seconds between an interrupt and the end, for code that ignores interrupts."""

SLICE = 0.02
"""Seconds between two looks at whether the kernel still lives."""


@dataclass(frozen=True)
class Outcome:
    """What a request has led to.

    Parameters
    ----------
    status
        ``ok``, ``error`` (an exception), ``late`` (the time was up) or ``dead`` (the kernel ended).
    outputs
        Output messages in order, each with ``msg_type`` and ``content``.
    reply
        Content of the kernel's reply; empty when none came.
    ending
        Why the kernel is no more; None while it runs. A ``late`` kernel may have survived.
    """

    status: str
    outputs: tuple[Mapping[str, Any], ...] = ()
    reply: Mapping[str, Any] = field(default_factory=dict)
    ending: Ending | None = None

    @property
    def text(self) -> str:
        """What was printed to standard output."""
        return "".join(
            message["content"]["text"]
            for message in self.outputs
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout"
        )


class Kernel:
    """A running kernel; `start_kernel` makes one and waits for it.

    Parameters
    ----------
    policy
        What it may see and use.

    Attributes
    ----------
    process
        The process behind it.
    client
        jupyter_client's side of it, for callers that speak the protocol themselves.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.folder = private_folder()
        info = new_connection(self.folder)
        try:
            self.process: Process = start_ipykernel(policy, info)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.client: Any = WaryClient(limits=policy.limits)
        self.client.load_connection_info(info)
        self.client.start_channels()

    @property
    def ending(self) -> Ending | None:
        """Why it is no more; None while it runs."""
        return self.process.ending

    def wait_until_ready(self, timeout: float = STARTUP) -> None:
        """Ask until an answer comes on both channels; output may connect a little later.

        Raises
        ------
        SandboxError
            If the kernel ends, or is silent until the time is up.
        """
        until = time.monotonic() + timeout
        while time.monotonic() < until and self.ending is None:
            request = self.client.kernel_info()
            outcome = self._collect(request, min(until, time.monotonic() + 5.0), patience=0.25)
            if outcome.status == "ok":
                return
        said = self.process.tail.strip()[-2000:]
        ending = self.ending
        raise SandboxError(
            "start_kernel",
            received=f"{ending.text if ending else 'no answer'}, and {said or 'no word'}",
            expected="a kernel that answers",
            fix="Run autograder doctor; if a limit is named, raise it in the policy",
        )

    def execute(
        self,
        code: str,
        timeout: float,
        *,
        silent: bool = False,
        store_history: bool = False,
        expressions: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run code and wait for what comes of it.

        When the time is up the kernel is interrupted, and `GRACE` seconds later ended if it has
        not stopped by then.

        Parameters
        ----------
        code
            Python source.
        timeout
            Seconds.
        silent, store_history
            As in Jupyter's messages.
        expressions
            Name → expression, evaluated afterwards; ``reply["user_expressions"]`` has the values.
        """
        if self.ending is not None:
            return Outcome("dead", ending=self.ending)
        request = self.client.execute(
            code,
            silent=silent,
            store_history=store_history,
            user_expressions=dict(expressions or {}),
            allow_stdin=False,
            stop_on_error=False,
        )
        outcome = self._collect(request, time.monotonic() + timeout)
        if outcome.status != "late":
            return outcome
        self.interrupt()
        rest = self._collect(request, time.monotonic() + GRACE)
        if rest.status == "late":
            self.kill(Ending("wall", f"it did not stop within {timeout:g} s"))
        outputs = outcome.outputs + rest.outputs
        return Outcome("late", outputs, rest.reply or outcome.reply, self.ending)

    def _collect(self, request: str, until: float, patience: float | None = None) -> Outcome:
        """Gather what answers a request, until it is complete.

        ``patience`` is how long to wait for the output channel once the reply is there.
        """
        poller = zmq.Poller()
        channels = {c.socket: c for c in (self.client.shell_channel, self.client.iopub_channel)}
        for connected in channels:
            poller.register(connected, zmq.POLLIN)
        outputs: list[Mapping[str, Any]] = []
        reply: dict[str, Any] = {}
        idle, last_look = False, False
        while not (reply and idle):
            left = until - time.monotonic()
            if left <= 0:
                return Outcome("late", tuple(outputs), reply, self.ending)
            ready = dict(poller.poll(round(1000 * min(SLICE, left))))
            if not ready and last_look:
                return Outcome("dead", tuple(outputs), reply, self.ending)
            # What it wrote before it died may still be on its way: look once more.
            last_look = self.ending is not None
            for connected in ready:
                message = channels[connected]._recv()
                if message["parent_header"].get("msg_id") != request:
                    continue
                if connected is self.client.shell_channel.socket:
                    if message["msg_type"].endswith("_reply"):
                        reply = message["content"]
                        if patience is not None:
                            until = min(until, time.monotonic() + patience)
                elif message["msg_type"] in SHOWN:
                    outputs.append(message)
                elif message["content"].get("execution_state") == "idle":
                    idle = True
        return Outcome(reply.get("status", "error"), tuple(outputs), reply, self.ending)

    def interrupt(self) -> None:
        """Ask the running code to stop, as Ctrl+C does."""
        channel = self.client.control_channel
        channel.send(self.client.session.msg("interrupt_request", {}))

    def kill(self, ending: Ending | None = None) -> None:
        """End it and everything it has started, now."""
        self.process.kill(ending)

    def close(self) -> None:
        """End it and remove what belonged to it; more than once does no harm."""
        self.kill()
        self.client.stop_channels()
        self.client.context.destroy(linger=0)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def start_kernel(policy: Policy, timeout: float = STARTUP) -> Iterator[Kernel]:
    """Start a kernel, hand it over when it answers, and end it afterwards.

    Parameters
    ----------
    policy
        What it may see and use; ``policy.unsafe`` runs it without a sandbox.
    timeout
        Seconds until it must answer.

    Raises
    ------
    SandboxError
        If no sandbox can be built here, or the kernel does not come up.
    """
    kernel = Kernel(policy)
    try:
        kernel.wait_until_ready(timeout)
        yield kernel
    finally:
        kernel.close()
