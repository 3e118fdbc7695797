"""Every file in a folder or an archive, as it came: nothing is unpacked onto the disk."""

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.intake.parse import LIMIT

ARCHIVES_IN_ARCHIVES = 2  # a class in one archive, each student's files in another
MEMBERS = 20_000  # files in one archive


@dataclass(frozen=True)
class Arrival:
    """One file: where it was, when it was last changed (UTC), and how to read it.

    An archive counts as a folder that bears its name. ``fault`` says why a file cannot be read.
    ``size`` is what the folder or the archive says of it, in bytes.
    """

    path: PurePosixPath
    when: datetime.datetime
    read: Callable[[], bytes]
    fault: str = ""
    size: int = 0


def arrivals(source: Path) -> list[Arrival]:
    """Return what lies in ``source``, a folder or an archive, in the order of the paths."""
    if source.is_dir():
        found = [item for path in _files(source) for item in _of_file(source, path)]
    else:
        found = list(_of_archive(source.read_bytes(), PurePosixPath(), _changed(source)))
    return sorted(found, key=lambda item: item.path)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def _of_file(folder: Path, path: Path) -> Iterator[Arrival]:
    name = PurePosixPath(path.relative_to(folder).as_posix())
    try:
        if path.is_symlink():
            yield _faulty(name, _now(), "a link, not a file")
        elif not path.is_file():
            yield _faulty(name, _now(), "neither a file nor a folder")
        elif path.suffix.lower() == ".zip":
            yield from _of_archive(path.read_bytes(), name.with_suffix(""), _changed(path))
        else:
            size = path.stat().st_size
            yield Arrival(name, _changed(path), lambda: _at_most(path.open("rb")), size=size)
    except OSError as problem:
        yield _faulty(name, _now(), f"it cannot be read: {problem.strerror}")


def _of_archive(
    data: bytes, name: PurePosixPath, when: datetime.datetime, depth: int = 1
) -> Iterator[Arrival]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        yield _faulty(name.with_name(f"{name.name or 'archive'}.zip"), when, "a damaged archive")
        return
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MEMBERS:
        reason = f"an archive of {len(members)} files: more than {MEMBERS} are not unpacked"
        yield _faulty(name.with_name(f"{name.name or 'archive'}.zip"), when, reason)
        return
    for member in members:
        inner = name / _harmless(member.filename)
        changed = _archived(member)
        if inner.suffix.lower() == ".zip" and depth < ARCHIVES_IN_ARCHIVES:
            try:
                packed = _at_most(archive.open(member))
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
                yield _faulty(inner, changed, "a damaged archive")
                continue
            yield from _of_archive(packed, inner.with_suffix(""), changed, depth + 1)
        else:
            reader = partial(_member, archive, member)
            yield Arrival(inner, changed, reader, size=member.file_size)


def _harmless(name: str) -> PurePosixPath:
    """Return a member's name as a path that leads only further in."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return PurePosixPath(*(part for part in parts if part.strip("/") not in ("", "..")))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    return _at_most(archive.open(member))


def _at_most(file) -> bytes:
    """Return the bytes of a file, and stop one after the limit: the reader says "too large"."""
    with file:
        return file.read(LIMIT + 1)


def _faulty(path: PurePosixPath, when: datetime.datetime, fault: str) -> Arrival:
    return Arrival(path, when, lambda: b"", fault)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _changed(path: Path) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)


def _archived(member: zipfile.ZipInfo) -> datetime.datetime:
    """Return when a member was changed: an archive notes the local time."""
    try:
        return datetime.datetime(*member.date_time).astimezone(datetime.UTC)
    except ValueError:
        return datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
