"""Build the course: ``solutions/NN_topic.py`` → ``course/NN_topic/NN_topic.ipynb``.

One direction, and the same bytes at every run. A notebook in ``course/`` that somebody changed by
hand is never overwritten: a file may be replaced only when it is what git holds, or what the last
build wrote (its *manifest*), or already what this build would write.
"""

import contextlib
import hashlib
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from autograder import files
from autograder.authoring import percent, source, verify
from autograder.authoring.release import release
from autograder.authoring.verify import Finding
from autograder.course import CHAPTER, Course, Desk
from autograder.errors import Refusal


@dataclass
class Built:
    """What a build did: the chapters that were written, left as they were, or removed."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def build(course: Course, *, force: bool = False) -> Built:
    """Build every chapter of ``course``.

    Nothing is written before every chapter has passed `verify` and every file that would be
    replaced is known to be a build's own. ``force`` overwrites changes made by hand.

    Raises
    ------
    Refusal
        When a chapter is faulty, or a file in ``course/`` was changed by hand.
    """
    made, report = _make(course)
    there = {path.relative_to(course.released).as_posix() for path in _notebooks(course)}
    theirs = sorted(there - made.keys())
    ours = {name: (course.released / name).read_bytes() for name in there}
    old = [name for name in theirs if not _is_known(course, name, ours[name])]
    old += [
        name
        for name in sorted(there & made.keys())
        if ours[name] != made[name] and not _is_known(course, name, ours[name])
    ]
    if old and not force:
        raise Refusal(
            "build",
            received=f"changes made by hand in {', '.join(old)}",
            expected=f"{course.released.name}/ to hold nothing but what a build wrote",
            fix="Make the change in solutions/ instead and take this one back with git, "
            "or overwrite it with --force",
        )
    for name, data in made.items():
        chapter = name.partition("/")[0]
        if ours.get(name) == data:
            report.same.append(chapter)
        else:
            files.write(course.released / name, data)
            report.written.append(chapter)
    for name in theirs:
        (course.released / name).unlink()
        with contextlib.suppress(OSError):  # something else lies there: it is not ours to remove
            (course.released / name).parent.rmdir()
        report.removed.append(name.partition("/")[0])
    _write_manifest(course, {name: files.digest(data) for name, data in made.items()})
    return report


def _make(course: Course) -> tuple[dict[str, bytes], Built]:
    """Return the bytes of every released notebook by its path in ``course/``, and warnings."""
    report = Built()
    made: dict[str, bytes] = {}
    desk = Desk(course.build)
    for path in course.sources():
        chapter = percent.read(path)
        findings = verify.source_findings(chapter)
        verify.refuse(findings)
        data = release(desk, chapter.name, source.notebook(chapter))
        findings += verify.release_findings(chapter, desk.release(chapter.name))
        verify.refuse(findings)
        report.warnings += findings
        made[f"{chapter.name}/{chapter.name}.ipynb"] = data
    return made, report


def _notebooks(course: Course) -> list[Path]:
    """Return the notebooks in ``course/`` that lie where a build puts them."""
    return [
        path for path in course.released.glob("*/*.ipynb") if CHAPTER.fullmatch(path.parent.name)
    ]


def _is_known(course: Course, name: str, data: bytes) -> bool:
    """Whether the file ``name`` of ``course/`` holds what git or the last build put there."""
    return files.digest(data) == _manifest(course).get(name) or _blob(data) == _in_git(course, name)


def _manifest_path(course: Course) -> Path:
    return course.build / "manifest.json"


def _manifest(course: Course) -> dict[str, str]:
    try:
        return json.loads(_manifest_path(course).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _write_manifest(course: Course, digests: dict[str, str]) -> None:
    files.write(_manifest_path(course), json.dumps(digests, indent=1, sort_keys=True) + "\n")


def _blob(data: bytes) -> str:
    """Return the name by which git knows these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _in_git(course: Course, name: str) -> str | None:
    """Return git's name for what HEAD holds at this place; None without git or without the file."""
    try:
        found = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", f"HEAD:./{name}"],
            cwd=course.released,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return found.stdout.strip() or None
