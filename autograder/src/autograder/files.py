"""Whole files or none: what is written appears at once, under its name, or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

HALF = ".half-written"
"""How the name of a file ends that is being written."""


def write(path: Path, data: bytes | str) -> Path:
    """Write ``data`` (text as UTF-8, line ends as they are) to ``path`` and return the path.

    A temporary file in the same folder takes the data and is then renamed, so that a reader, or a
    process that dies, never meets half a file. Folders are made as needed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder, "a", "b.txt"), "two").read_bytes()
    b'two'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = data.encode() if isinstance(data, str) else data
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=HALF)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def sweep(folder: Path) -> None:
    """Remove what processes that were killed while writing left anywhere in ``folder``."""
    for path in folder.rglob(f".*{HALF}"):
        path.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Return the mode the file has, or the one that a new file would get here."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as text.

    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(data).hexdigest()
