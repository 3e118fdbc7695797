"""The grades as a table that any spreadsheet opens: one row for each chapter of each student."""

import csv
import io
import json
from pathlib import Path

from nbgrader.plugins import ExportPlugin

from autograder import files
from autograder.course import Desk
from autograder.records import lateness
from autograder.records.gradebook import Standing, opened, order_of, standings
from autograder.records.record import FAILED, Record

BEFORE = ("student", "assignment", "submitted")
AFTER = ("late penalty", "score", "max score", "named mistakes", "notes")


class GradesCsv(ExportPlugin):
    """What `nbgrader export` writes with our settings: the same table."""

    def export(self, gradebook) -> None:
        """Write the table to where ``--to`` says, else to ``grades.csv``."""
        desk = Desk(Path(str(gradebook.engine.url.database)).parent)
        found = [
            item
            for item in everybody(desk, standings(gradebook))
            if (not self.student or item.student in map(str, self.student))
            and (not self.assignment or item.chapter in map(str, self.assignment))
        ]
        files.write(Path(self.to or "grades.csv"), table(desk, found))


def export(desk: Desk, to: Path) -> int:
    """Write the grades of everybody on the desk to ``to``; return the number of rows.

    A name that ends in ``.json`` gets a list with one object for each row of the table.
    """
    with opened(desk) as gradebook:
        found = everybody(desk, standings(gradebook))
    text = table(desk, found)
    if to.suffix == ".json":
        rows = [*csv.DictReader(io.StringIO(text))]
        text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    files.write(to, text)
    return len(found)


def everybody(desk: Desk, found: list[Standing]) -> list[Standing]:
    """Return the standings, and an empty one for each who handed in and is not in the gradebook."""
    known = {(item.chapter, item.student) for item in found}
    missing = [
        Standing(path.parent.name, path.name, None, ())
        for path in desk.step("submitted").glob("*/*")
        if path.is_dir() and (path.name, path.parent.name) not in known
    ]
    return sorted([*found, *missing], key=lambda item: (item.chapter, item.student))


def table(desk: Desk, found: list[Standing]) -> str:
    """Return the table as text. Points are the gradebook's; mistakes and notes the records'.

    An exercise has one column, whatever chapter it belongs to; a text that a spreadsheet would take
    for a formula is marked as text.
    """
    columns: list[str] = []
    for chapter in sorted({item.chapter for item in found}):
        there = {
            score.exercise for item in found if item.chapter == chapter for score in item.scores
        }
        asked = [name for name in order_of(desk, chapter) if name in there]
        columns += [name for name in (*asked, *sorted(there - {*asked})) if name not in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*BEFORE, *columns, *AFTER])
    for item in found:
        points = {score.exercise: f"{score.points:g}" for score in item.scores}
        record = Record.load(desk.record(item.student, item.chapter))
        submitted = f"{item.submitted:%Y-%m-%d %H:%M:%S}" if item.submitted else ""
        texts = [item.student, item.chapter, submitted, *(points.get(name, "") for name in columns)]
        texts += [f"{value:g}" for value in (item.late_penalty, item.points, item.max_points)]
        texts += ["; ".join(_mistakes(record)), "; ".join(_notes(item, record))]
        writer.writerow([_safe(text) for text in texts])
    return out.getvalue()


def _mistakes(record: Record | None) -> list[str]:
    exercises = record.exercises if record else ()
    return [f"{item.exercise}: {item.mistake}" for item in exercises if item.mistake]


def _notes(item: Standing, record: Record | None) -> list[str]:
    notes = [lateness.in_words(item.seconds_late)] if item.seconds_late else []
    if record is None:
        return [*notes, "no record of how this was graded" if item.scores else "NOT GRADED YET"]
    notes += [f"NOT GRADED: {record.reason}"] if record.status == FAILED else []
    notes += record.remarks
    notes += [
        f"{marked.exercise}: {marked.says}"
        for marked in record.exercises
        if marked.says and not marked.mistake and marked.points < marked.max_points
    ]
    by_machine = {marked.exercise: marked.points for marked in record.exercises}
    notes += [
        f"{score.exercise}: corrected by hand"
        for score in item.scores
        if score.exercise in by_machine and score.points != by_machine[score.exercise]
    ]
    return [*notes, *(f"comment: {text}" for text in item.comments)]


def _safe(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
