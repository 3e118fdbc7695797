"""Which way a kernel starts: forked by a warm process, cold in bubblewrap, or without a sandbox.

`warmed` keeps a warm process ready for one policy, and every kernel that starts under that policy
meanwhile, whatever its limits, is forked from it. Nothing else has to know.
"""

import contextlib
import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.connection import INSIDE, listening, written
from autograder.sandbox.policy import Policy
from autograder.sandbox.process import Process
from autograder.sandbox.start import Orders, start
from autograder.sandbox.warm import Unavailable, Warm, hatched, key_of

QUIET = ("--IPKernelApp.ignore_cwd=True", "--HistoryManager.hist_file=:memory:")
"""ipykernel: import nothing from the working folder, and keep no history on disk."""

_serving: dict[str, Warm] = {}
"""The warm processes that this process may ask, by `key_of` their policies."""


_trouble: dict[str, str] = {}
"""Why one of them is not asked any more."""


def start_ipykernel(
    policy: Policy, info: Mapping[str, Any], arguments: Sequence[str] = QUIET
) -> Process:
    """Start a kernel that a client with this connection can talk to at once.

    Parameters
    ----------
    policy
        What it may see and use.
    info
        The connection, as `connection.new_connection` makes it.
    arguments
        Arguments of ipykernel.
    """
    if policy.unsafe:
        return start(policy, Orders(arguments=arguments, connection={"info": written(info)}))
    connection = {"path": f"{INSIDE}.json", "info": written(info, INSIDE)}
    with listening(info) as sockets:
        orders = Orders((), arguments, connection, sockets)
        warm = serving(policy)
        if warm is not None:
            try:
                return warm.start(policy, orders)
            except Unavailable as problem:
                _serving.pop(warm.key, None)
                _trouble[warm.key] = str(problem)
                logging.getLogger(__name__).warning("kernels start cold from now on: %s", problem)
        return start(policy, orders)


def serving(policy: Policy) -> Warm | None:
    """Return the warm process that kernels under this policy come from, if there is one."""
    return _serving.get(key_of(policy)) if _serving else None


def trouble(policy: Policy) -> str:
    """Return why kernels under this policy came from a warm process once, and do not now."""
    return _trouble.get(key_of(policy), "")


@contextlib.contextmanager
def warmed(policy: Policy, prelude: str = "") -> Iterator[Warm | None]:
    """Fork the kernels of this policy from a warm process, for the time of a ``with`` statement.

    Where none can run this changes nothing, and None is handed out.

    Parameters
    ----------
    policy
        What they may see.
    prelude
        The grader's own source that is run once, before the first of them is forked; a kernel's
        ``process.prelude`` tells whether it was.
    """
    with contextlib.ExitStack() as stack:
        warm = None
        if not policy.unsafe and serving(policy) is None:
            with contextlib.suppress(SandboxError):
                warm = stack.enter_context(hatched(policy, prelude))
        if warm is not None:
            _serving[warm.key] = warm
            stack.callback(_serving.pop, warm.key, None)
        yield warm


def take_over(key: str, asking: socket.socket, prelude: str) -> None:
    """Use another process's warm process from now on; for those that it has started to help it.

    Parameters
    ----------
    key, asking, prelude
        What a `Warm` is made of there.
    """
    _serving[key] = Warm(key, asking, prelude)
