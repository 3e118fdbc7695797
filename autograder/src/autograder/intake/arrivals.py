"""Every file in a folder or an archive, as it came: nothing is unpacked onto the disk."""

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.intake.parse import LIMIT

ARCHIVES_IN_ARCHIVES = 2  # a class in one archive, each student's files in another


@dataclass(frozen=True)
class Arrival:
    """One file: where it was, when it was last changed (UTC), and how to read it.

    An archive counts as a folder that bears its name. ``fault`` says why a file cannot be read.
    """

    path: PurePosixPath
    when: datetime.datetime
    read: Callable[[], bytes]
    fault: str = ""


def arrivals(source: Path) -> list[Arrival]:
    """Return what lies in ``source``, a folder or an archive, in the order of the paths."""
    if source.is_dir():
        found = [item for path in _files(source) for item in _of_file(source, path)]
    else:
        found = list(_of_archive(source.read_bytes(), PurePosixPath(), _changed(source)))
    return sorted(found, key=lambda item: item.path)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file():
            yield path


def _of_file(folder: Path, path: Path) -> Iterator[Arrival]:
    name = PurePosixPath(path.relative_to(folder).as_posix())
    if path.is_symlink():
        yield _faulty(name, _now(), "a link, not a file")
    elif path.suffix.lower() == ".zip":
        yield from _of_archive(path.read_bytes(), name.with_suffix(""), _changed(path))
    else:
        yield Arrival(name, _changed(path), lambda: _at_most(path.open("rb")))


def _of_archive(
    data: bytes, name: PurePosixPath, when: datetime.datetime, depth: int = 1
) -> Iterator[Arrival]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        yield _faulty(name.with_name(f"{name.name or 'archive'}.zip"), when, "a damaged archive")
        return
    for member in archive.infolist():
        if member.is_dir():
            continue
        inner = name / PurePosixPath(member.filename.replace("\\", "/").lstrip("/"))
        changed = _archived(member)
        if inner.suffix.lower() == ".zip" and depth < ARCHIVES_IN_ARCHIVES:
            try:
                packed = _at_most(archive.open(member))
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
                yield _faulty(inner, changed, "a damaged archive")
                continue
            yield from _of_archive(packed, inner.with_suffix(""), changed, depth + 1)
        else:
            yield Arrival(inner, changed, lambda m=member: _at_most(archive.open(m)))


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
