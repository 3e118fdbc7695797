"""Records as a table for the terminal."""

from collections.abc import Iterable, Mapping

from rich.table import Table

from autograder.records.record import FAILED, Record


def table(records: Iterable[Record], about: Mapping[str, str] | None = None) -> Table:
    """Return a table of who earned what, and which mistakes were recognised.

    ``about`` adds a column: a few words for each student.
    """
    made = Table(box=None, pad_edge=False, header_style="bold")
    heads = ["student", *(["who"] if about else []), "chapter", "score", "named mistake"]
    for head in heads:
        made.add_column(head, justify="right" if head == "score" else "left", overflow="fold")
    for record in records:
        score = f"{record.points:g} of {record.max_points:g}"
        cells = [record.student, *([about.get(record.student, "")] if about else [])]
        cells += [record.chapter, "–" if record.status == FAILED else score, mistakes(record)]
        made.add_row(*cells)
    return made


def mistakes(record: Record) -> str:
    """Return the named mistakes in one line; else why there is no grade, or no name.

    >>> from autograder.records.record import Marked
    >>> mistakes(Record("a", "01", "graded", "", "plain", (Marked("f", 0, 1, "not-summed"),)))
    'f: not-summed'
    """
    if record.status == FAILED:
        return f"not graded: {record.reason}"
    found = [item for item in record.exercises if item.points < item.max_points]
    if found and all(item.mistake == "not-written-yet" for item in record.exercises):
        return "not-written-yet"
    return ", ".join(f"{item.exercise}: {item.mistake or item.says or '?'}" for item in found)
