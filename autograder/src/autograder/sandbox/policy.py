"""What a student's code may see and how much it may use, as plain data.

A `Policy` says nothing about *how*: `bubblewrap` builds a command from it, `process` watches its
limits from outside. It goes to JSON and back without loss, so that a grade can be kept together
with the policy under which it was earned.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from cnnkit.errors import ParameterError, describe

HOME = "/tmp/home"
"""The student's home folder inside the sandbox."""

WORK = "/tmp/work"
"""The working folder inside the sandbox; a notebook's public files are bound below it."""

MiB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much one kernel may use; sizes in bytes, times in seconds.

    Limits marked *watched* are measured from outside a few times a second and end the kernel;
    the others are refused by the operating system at once.

    Parameters
    ----------
    address_space
        Virtual memory of each process. A larger allocation raises ``MemoryError``.
    memory
        Resident memory of all processes together; watched.
    processes
        Processes and threads together.
    open_files
        Open files of each process.
    file_size
        Size of each file.
    disk
        Size of the private /tmp.
    shared_memory
        Size of the private /dev/shm.
    files
        Number of files in /tmp; watched.
    cpu_seconds
        Processor time of each process.
    wall_seconds
        Life of the kernel; watched.
    output
        What one request may print or show. The rest is dropped, and a line says so.
    message
        Size of one message from the kernel. A larger one is never read.
    grader_memory
        By how much the grader's own memory may grow while the kernel lives; watched.

    Examples
    --------
    >>> Limits().wall_seconds
    900
    >>> Limits(processes=0)
    Traceback (most recent call last):
    ...
    cnnkit.errors.ParameterError: Limits: received processes=0. Expected a positive whole number.
    Give every limit a value above zero.
    """

    address_space: int = 4096 * MiB
    memory: int = 3072 * MiB
    processes: int = 64
    open_files: int = 256
    file_size: int = 64 * MiB
    disk: int = 256 * MiB
    shared_memory: int = 64 * MiB
    files: int = 20_000
    cpu_seconds: int = 900
    wall_seconds: int = 900
    output: int = 2 * MiB
    message: int = 64 * MiB
    grader_memory: int = 1024 * MiB

    def __post_init__(self) -> None:
        for name, value in dataclasses.asdict(self).items():
            if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
                raise ParameterError(
                    "Limits",
                    received=f"{name}={describe(value)}",
                    expected="a positive whole number",
                    fix="Give every limit a value above zero",
                )


@dataclass(frozen=True)
class Policy:
    """What one kernel sees.

    Parameters
    ----------
    chapter
        The chapter that is graded, for instance ``"03"``.
    interpreter
        The Python that runs the kernel.
    read_only
        What is bound read-only: path inside → path on this machine.
    masks
        Folders inside over which an empty one is laid.
    texts
        Files inside that hold a given text: path inside → text.
    environment
        All environment variables there are.
    limits
        How much it may use.
    unsafe
        Run without any sandbox, as a plain process in a temporary folder. Reports say so.

    Examples
    --------
    >>> policy = Policy(chapter="03", interpreter="/usr/bin/python3", limits=Limits(processes=8))
    >>> Policy.from_json(policy.to_json()) == policy
    True
    >>> policy.with_files({"data.csv": "/srv/course/data.csv"}).read_only
    {'/tmp/work/data.csv': '/srv/course/data.csv'}
    """

    chapter: str
    interpreter: str
    read_only: Mapping[str, str] = field(default_factory=dict)
    masks: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False

    def replace(self, **changes: Any) -> Self:
        """Return the same policy with some fields changed."""
        return dataclasses.replace(self, **changes)

    def with_limits(self, **changes: int) -> Self:
        """Return the same policy with some limits changed."""
        return self.replace(limits=dataclasses.replace(self.limits, **changes))

    def with_files(self, files: Mapping[str, str | Path]) -> Self:
        """Return the same policy with files of the notebook bound into its working folder.

        Parameters
        ----------
        files
            Name inside the working folder → path on this machine.
        """
        bound = {f"{WORK}/{name}": str(source) for name, source in files.items()}
        return self.replace(read_only={**self.read_only, **bound})

    def to_json(self) -> str:
        """Return the policy as JSON, keys sorted."""
        return json.dumps(dataclasses.asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the policy that `to_json` wrote."""
        raw = json.loads(text)
        known = (
            {"chapter", "interpreter"} <= raw.keys() <= {f.name for f in dataclasses.fields(cls)}
        )
        if not known or not raw.get("limits", {}).keys() <= {
            f.name for f in dataclasses.fields(Limits)
        }:
            raise ParameterError(
                "Policy.from_json",
                received=f"the keys {', '.join(sorted(raw))}",
                expected="the fields of a Policy",
                fix="Read only what Policy.to_json of this version wrote",
            )
        raw["masks"] = tuple(raw.get("masks", ()))
        raw["limits"] = Limits(**raw.get("limits", {}))
        return cls(**raw)
