"""Take a class's files in: from a download or a folder into the tree that nbgrader grades from.

Every file gets a row that says what became of it and why. Nothing is changed in the files; what was
taken earlier and is replaced now is kept aside.
"""

import csv
import datetime
import io
import zipfile
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from autograder import files
from autograder.course import Course, Desk
from autograder.errors import CourseError
from autograder.intake import identify
from autograder.intake.arrivals import Arrival, arrivals
from autograder.intake.parse import LIMIT, parse, too_large

TAKEN, KEPT, LEFT = "taken", "as before", "left out"


@dataclass(frozen=True)
class Row:
    """What became of one file: ``taken``, ``as before`` or ``left out``, and why."""

    file: str
    student: str
    chapter: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class _Candidate:
    arrival: Arrival
    name: str
    chapter: str
    when: datetime.datetime
    reason: str
    read: bool = True

    @property
    def order(self) -> tuple:
        return (self.when, identify.attempt_of(self.arrival.path), str(self.arrival.path))


def collect(course: Course, desk: Desk, source: Path, *, chapter: str | None = None) -> list[Row]:
    """Take the notebooks in ``source`` (a folder or a zip archive) onto the desk.

    ``chapter`` is the chapter of every file for which neither its name nor its content tells.
    Returns one row a file, and keeps the rows in ``collected.csv`` on the desk.
    """
    if not source.exists():
        raise CourseError(
            "collect",
            received=f"{source}, which is not there",
            expected="a folder or a zip archive with the class's notebooks",
            fix="Give the place of the download",
        )
    found = arrivals(source)
    rows, candidates = _sort(found, course.chapters(), chapter)
    ids = identify.ids_for(sorted({item.name for item in candidates}))
    groups: dict[tuple[str, str], list[_Candidate]] = {}
    for item in candidates:
        groups.setdefault((ids[item.name], item.chapter), []).append(item)
    for (student, of_chapter), items in groups.items():
        *older, newest = sorted(items, key=lambda item: item.order)
        rows.append(_take(desk, student, newest))
        reason = f"{newest.arrival.path} is newer"
        rows += [Row(str(item.arrival.path), student, of_chapter, LEFT, reason) for item in older]
    rows.sort(key=lambda row: row.file)
    files.write(desk.root / "collected.csv", _table(rows))
    return rows


def _sort(
    found: list[Arrival], chapters: list[str], chapter: str | None
) -> tuple[list[Row], list[_Candidate]]:
    """Return rows for the files that are left out, and what is known of the others."""
    rows, candidates = [], []
    opened = [item for item in found if not _obstacle(item)]
    paths = identify.without_wrapper([item.path for item in opened], chapters)
    for item, path in zip(opened, paths, strict=True):
        # what is too large is not unpacked, only to be thrown away
        data, fault = _read(item) if item.size <= LIMIT else (b"", too_large(item.size))
        notebook, remarks = parse(data)
        name = identify.student_of(path, chapters)
        of_chapter = identify.chapter_of(path, notebook, chapters) or chapter
        if name is None or of_chapter is None:
            reason = _WHOSE if name is None else _WHICH
            rows.append(Row(str(item.path), name or "", of_chapter or "", LEFT, reason))
        else:
            when = identify.when_of(path, item.when)
            reason = fault or "; ".join(remarks) or "a notebook"
            candidates.append(_Candidate(item, name, of_chapter, when, reason))
    known = {item.name for item in candidates}
    for item in found:
        if obstacle := _obstacle(item):
            name = identify.student_by_lms(item.path)
            of_chapter = identify.chapter_of(item.path, None, chapters) or chapter
            if name and name not in known and of_chapter and obstacle == _NO_NOTEBOOK:
                # a student who handed in something else is graded, not forgotten
                candidates.append(_Candidate(item, name, of_chapter, item.when, obstacle, False))
            else:
                rows.append(Row(str(item.path), "", "", LEFT, obstacle))
    return rows, candidates


_WHOSE = "neither a folder nor the name tells whose it is"
_WHICH = "neither its content nor its name tells the chapter: say it with --chapter"
_NO_NOTEBOOK = "not a notebook"


def _obstacle(item: Arrival) -> str:
    """Return why a file need not even be opened, or ''."""
    if item.fault:
        return item.fault
    if ".ipynb_checkpoints" in item.path.parts:
        return "a copy that Jupyter keeps"
    if any(identify.SYSTEM.match(part) for part in item.path.parts):
        return "a file of the system, not the student's"
    return "" if identify.NOTEBOOK.search(item.path.name) else _NO_NOTEBOOK


def _read(item: Arrival) -> tuple[bytes, str]:
    try:
        return item.read(), ""
    except (OSError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile) as problem:
        return b"", f"it cannot be read: {problem}"


def _take(desk: Desk, student: str, item: _Candidate) -> Row:
    place = desk.submission(student, item.chapter)
    stamp = place.with_name("timestamp.txt")
    data = _read(item.arrival)[0] if item.read else b""

    def row(outcome: str, reason: str) -> Row:
        return Row(str(item.arrival.path), student, item.chapter, outcome, reason)

    if place.exists():
        if place.read_bytes() == data:
            return row(KEPT, "the same file was taken earlier")
        earlier = _stamp_in(stamp)
        if earlier and earlier > item.when.replace(microsecond=0):
            return row(LEFT, "a newer one was taken earlier")
        name = f"{earlier:%Y-%m-%d_%H-%M-%S}" if earlier else "undated"
        aside = desk.step("earlier") / student / item.chapter / f"{name}.ipynb"
        files.write(aside, place.read_bytes())
    files.write(place, data)
    files.write(stamp, f"{item.when:%Y-%m-%d %H:%M:%S} UTC\n")
    return row(TAKEN, item.reason)


def _stamp_in(path: Path) -> datetime.datetime | None:
    try:
        text = path.read_text(encoding="utf-8").strip().removesuffix(" UTC")
        return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
    except (OSError, ValueError):
        return None


def _table(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()
