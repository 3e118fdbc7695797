"""A student's work, running: kernels may die, the work goes on.

A `Sitting` runs cells and asks for answers. When the kernel dies, or hangs in a way that no
interrupt ends, the next request starts another one, runs the earlier cells again, and leaves out
the one that did it. A case that was being asked for then is that case's failure and nobody else's.
A kernel may also be killed by somebody else, such as a machine that is short of memory: once a
notebook, what ran when a kernel was killed is tried again.
How often this may happen and how long all of it may take is bounded.
"""

import base64
import contextlib
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from autograder.judging import luggage
from autograder.judging.protocol import Limits, ProtocolError, decode, encode
from autograder.judging.questions import clean, outcome_of, question
from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.kernel import Kernel, start_kernel
from autograder.sandbox.policy import Policy
from autograder.sandbox.process import Ending
from cnnkit.checks.outcome import Outcome
from cnnkit.checks.spec import Call

SLACK = 2.0
"""Seconds that a reply may come later than the alarm inside would end the call."""

UNPACKING = 60.0
"""Seconds in which a fresh kernel must have unpacked the judge's hand."""

BREATH = 1.0
"""Seconds that all calls which are asked for together may take; at most what one may take."""

TOGETHER = 8 * 2**20
"""Characters of questions that are asked together."""

QUESTION = Limits(size=64 * 2**20, text=16 * 2**20, nodes=1_000_000)
"""What the judge may ask with; replies are held to less."""


@dataclass(frozen=True)
class Bounds:
    """How much patience there is with one notebook; times in seconds.

    Parameters
    ----------
    cell
        For one cell.
    again
        For a cell that was stopped when its time was up, when it is run again in a new kernel.
    total
        For everything, restarts included.
    restarts
        New kernels after the first.
    """

    cell: float = 60.0
    again: float = 2.0
    total: float = 600.0
    restarts: int = 30


@dataclass
class Ran:
    """A cell that was run. ``ended`` is done, late, died or skipped; ``why`` says more."""

    source: str
    ended: str
    outputs: tuple[Mapping[str, Any], ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Answered:
    """What one call led to, and the seconds it took."""

    outcome: Outcome
    seconds: float


class Sitting:
    """One notebook's work, on as many kernels as it needs. Use it in a ``with`` statement.

    Parameters
    ----------
    policy
        What the work may see and use.
    bounds
        How much patience there is.

    Attributes
    ----------
    restarts : int
        How many new kernels were needed after the first.
    endings : list of str
        Why each of them was needed.
    """

    def __init__(self, policy: Policy, bounds: Bounds | None = None):
        self.policy = policy
        self.bounds = bounds or Bounds()
        self.restarts = 0
        self.endings: list[str] = []
        self._kernel: Kernel | None = None
        self._life = contextlib.ExitStack()  # what ends with the kernel
        self._started = False
        self._history: list[Ran] = []
        self._excused = False  # whether a kill has been put down to somebody else
        self._until = time.monotonic() + self.bounds.total

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._drop()

    @property
    def left(self) -> float:
        """Seconds left for the whole notebook."""
        return max(0.0, self._until - time.monotonic())

    def run(self, source: str) -> Ran:
        """Run a cell. It counts as done even if it raises: what it defined before that stands."""
        kernel = self._awake()
        if kernel is None:
            return Ran(source, "skipped", why=self._spent())
        ran = self._run(kernel, source, self.bounds.cell)
        if ran.ended == "excused":
            return self.run(source)
        if ran.ended != "died":
            self._history.append(ran)
        return ran

    def ask(self, name: str, call: Call, seconds: float) -> Answered:
        """Ask for one call of the student's ``name``; it may take so many seconds."""
        kernel = self._awake()
        if kernel is None:
            return Answered(Outcome("skipped", message=self._spent()), 0.0)
        nonce = secrets.token_hex(16)
        text = _packed(question(nonce, name, call, seconds))
        began = time.monotonic()
        said = kernel.execute(
            "",
            min(seconds + SLACK, self.left + SLACK),
            silent=True,
            expressions={nonce: luggage.expression(text)},
        )
        took = min(time.monotonic() - began, seconds)  # waiting for the end is not the student's
        if said.ending is not None:
            self._drop(said.ending.text)
            if self._excuse(said.ending):
                return self.ask(name, call, seconds)
        if said.status == "late":
            return Answered(Outcome("timeout"), took)
        if said.status == "dead":
            return Answered(Outcome("died", message=clean(self.endings[-1], 200)), took)
        try:
            return Answered(outcome_of(_unpacked(said.reply, nonce), nonce), took)
        except ProtocolError as problem:
            return Answered(Outcome("forged", message=clean(problem.received, 200)), took)

    def ask_together(
        self, name: str, calls: Sequence[Call], seconds: float
    ) -> list[Outcome] | None:
        """Ask for many calls in one breath, for answers that are quick and do no harm.

        Each is asked with a nonce of its own, in order, as `ask` would. They have together what one
        may have alone. If there is anything that `ask` should look into (it takes longer, a reply
        is wrong, the kernel ends), what was said is forgotten, the next request gets a fresh
        kernel, and None is returned.

        Parameters
        ----------
        name
            What the answer is called.
        calls
            Inputs.
        seconds
            What each call may take.
        """
        kernel = self._awake()
        if kernel is None:
            return None
        questions = {}
        for call in calls:
            nonce = secrets.token_hex(16)
            questions[nonce] = luggage.expression(_packed(question(nonce, name, call, seconds)))
        if sum(map(len, questions.values())) > TOGETHER:
            return None
        said = kernel.execute(
            "", min(seconds, BREATH, self.left), silent=True, expressions=questions
        )
        try:
            if said.status != "late" and said.ending is None:
                return [outcome_of(_unpacked(said.reply, nonce), nonce) for nonce in questions]
        except ProtocolError:
            pass
        self._drop()
        self._started = False  # the next kernel is our wish, not a restart
        return None

    def _run(self, kernel: Kernel, source: str, seconds: float) -> Ran:
        said = kernel.execute(source, min(seconds, self.left), store_history=True)
        if said.ending is not None:
            self._drop(said.ending.text)
            ended = "excused" if self._excuse(said.ending) else "died"
            return Ran(source, ended, said.outputs, said.ending.text)
        if said.status == "late":
            return Ran(source, "late", said.outputs, f"it did not end within {seconds:g} s")
        return Ran(source, "done", said.outputs)

    def _spent(self) -> str:
        if self.left <= 0:
            return f"the {self.bounds.total:g} s for this notebook are used up"
        return f"the process had to be started again {self.bounds.restarts} times"

    def _awake(self) -> Kernel | None:
        """Return a kernel in which all earlier cells have run; None when patience has ended."""
        while self.left > 0:
            if self._kernel is not None:
                if self._kernel.ending is None:
                    return self._kernel
                self._drop(self._kernel.ending.text)  # it died between two requests
            if self._started:
                if self.restarts >= self.bounds.restarts:
                    return None
                self.restarts += 1
            self._kernel = self._start()
            self._started = True
            self._replay(self._kernel)
        return None

    def _start(self) -> Kernel:
        kernel = self._life.enter_context(start_kernel(self.policy))
        if kernel.process.prelude == luggage.unpacking():
            return kernel  # it was there before the kernel was forked
        done = kernel.execute(luggage.unpacking(), UNPACKING, silent=True)
        if done.status != "ok":
            raise SandboxError(
                "judge",
                received=f"a fresh kernel that cannot unpack ({done.status}: {_error(done.reply)})",
                expected="a kernel with NumPy and cnnkit",
                fix="Run autograder doctor; a limit of the policy may be too small",
            )
        return kernel

    def _replay(self, kernel: Kernel) -> None:
        """Run the earlier cells again; one that ends the kernel now is left out from now on."""
        for ran in list(self._history):
            seconds = self.bounds.again if ran.ended == "late" else self.bounds.cell
            ended = self._run(kernel, ran.source, seconds).ended
            if ended == "died":
                self._history = [kept for kept in self._history if kept is not ran]
            if ended in ("died", "excused"):
                return

    def _excuse(self, ending: Ending) -> bool:
        """Return whether a kernel may have been killed by somebody else; once a notebook."""
        excused = ending.kind == "signal" and "SIGKILL" in ending.text and not self._excused
        self._excused = self._excused or excused
        return excused

    def _drop(self, why: str = "") -> None:
        """End the kernel."""
        self._kernel = None
        with contextlib.suppress(SandboxError):
            self._life.close()
        if why:
            self.endings.append(why)


def _packed(asked: dict[str, Any]) -> str:
    """Return a question as it goes into the kernel."""
    return base64.b64encode(encode(asked, QUESTION)).decode("ascii")


def _unpacked(content: Mapping[str, Any], nonce: str) -> Any:
    """Return the tree in a kernel's reply. All of it is the student's to choose."""
    try:
        text = content["user_expressions"][nonce]["data"]["text/plain"]
        # It is the repr of a string in base64: between two quotes stands nothing to be unquoted.
        data = base64.b64decode(text[1:-1], validate=True)
    except (LookupError, TypeError, ValueError):
        raise ProtocolError(
            "reply",
            received="no answer",
            expected="a reply to this question",
            fix="Leave the grader's own modules alone",
        ) from None
    return decode(data)


def _error(content: Mapping[str, Any]) -> str:
    return f"{content.get('ename', 'no error')}: {str(content.get('evalue', ''))[:300]}"
