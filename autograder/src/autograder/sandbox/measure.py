"""What the processes of a sandbox use, read from outside in /proc.

Where there is no /proc (macOS) nothing is found and everything measures zero: only the sandbox,
which needs Linux anyway, promises limits.
"""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def descendants(first: int) -> list[int]:
    """Return a process and all below it, as far as they live."""
    found, waiting = [], [first]
    while waiting:
        number = waiting.pop()
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{number}/task").iterdir():
                with contextlib.suppress(OSError):
                    waiting += map(int, (task / "children").read_text().split())
            found.append(number)
    return found


def resident(numbers: Sequence[int]) -> int:
    """Return the resident memory of processes, in bytes."""
    pages = 0
    for number in numbers:
        with contextlib.suppress(OSError, IndexError):
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * PAGE


def threads(numbers: Sequence[int]) -> int:
    """Return how many threads processes have."""
    count = 0
    for number in numbers:
        with contextlib.suppress(OSError):
            count += sum(1 for _ in Path(f"/proc/{number}/task").iterdir())
    return count


def files(first: int, size: int) -> int:
    """Return how many files lie in the /tmp of ``size`` bytes that a process sees.

    It is 0 if that cannot be told, or while the process still sees the /tmp of this machine.
    """
    try:
        found = os.statvfs(Path("/proc", str(first), "root", "tmp"))
    except OSError:
        return 0
    own = found.f_blocks * found.f_frsize <= size + PAGE
    return found.f_files - found.f_ffree if own else 0
