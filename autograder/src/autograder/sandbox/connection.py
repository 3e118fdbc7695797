"""How the grader and a kernel find each other: sockets in a folder that only the grader sees.

The grader opens the sockets and hands them to the kernel as open files. So the kernel needs no
folder of this machine to write in, and the grader can connect before the kernel has started.
"""

import contextlib
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.sandbox.bubblewrap import SandboxError

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")

INSIDE = "/tmp/kernel"
"""What the connection file and the sockets are called inside."""

LONGEST_PATH = 103
"""Bytes that a socket's path may have, on the strictest system."""


def private_folder() -> Path:
    """Make a folder for a kernel's sockets, short enough for their paths.

    Raises
    ------
    SandboxError
        If the system's temporary folders have too long names.
    """
    for base in (None, "/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="ck-", dir=base))
        if len(bytes(folder / "k-5")) <= LONGEST_PATH:
            return folder
        folder.rmdir()
    raise SandboxError(
        "sandbox",
        received=f"the temporary folder {tempfile.gettempdir()}",
        expected=f"a name that leaves a socket's path within {LONGEST_PATH} bytes",
        fix="Set TMPDIR to a shorter folder",
    )


def new_connection(folder: Path) -> dict[str, Any]:
    """Return what stands in the connection file of a new kernel.

    Examples
    --------
    >>> info = new_connection(Path("/tmp/ck-1"))
    >>> info["transport"], info["ip"], info["shell_port"], len(info["key"])
    ('ipc', '/tmp/ck-1/k', 1, 64)
    """
    ports = {f"{channel}_port": number for number, channel in enumerate(CHANNELS, start=1)}
    own = {"transport": "ipc", "ip": str(folder / "k"), "key": secrets.token_hex(32)}
    return {**ports, **own, "signature_scheme": "hmac-sha256", "kernel_name": ""}


def written(info: Mapping[str, Any], ip: str | None = None) -> dict[str, Any]:
    """Return a connection as it stands in its file, under another address where one is given."""
    plain = {k: v.decode() if isinstance(v, bytes) else v for k, v in info.items()}
    return plain if ip is None else {**plain, "ip": ip}


@contextlib.contextmanager
def listening(info: Mapping[str, Any]) -> Iterator[dict[str, socket.socket]]:
    """Open the sockets of a connection; close our copies when the kernel has its own.

    Yields
    ------
    dict
        Address inside → listening socket.
    """
    with contextlib.ExitStack() as stack:
        opened = {}
        for channel in CHANNELS:
            number = info[f"{channel}_port"]
            path = Path(f"{info['ip']}-{number}")
            path.unlink(missing_ok=True)
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(str(path))
            listener.listen(16)
            listener.setblocking(False)
            opened[f"ipc://{INSIDE}-{number}"] = listener
        yield opened
