"""Where a class stands: who handed in, who is graded, who waits, and what went wrong.

Everything is read from the files on the desk. Nothing is written, so it can be asked at any time,
while a grading runs too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from rich.table import Table

from autograder.course import Desk
from autograder.records.grading import digest_of, handed_in, rules_of
from autograder.records.record import FAILED, GRADED, Record


@dataclass(frozen=True)
class ChapterStanding:
    """The students of one chapter, each in one of the lists.

    Attributes
    ----------
    graded
        Those whose present submission has a grade.
    waiting
        Those who handed in and were not graded since.
    failed
        Student → why there is no grade.
    pages
        How many feedback pages there are.
    mean
        Mean share of the points of those who are graded, from 0 to 1; None where nobody is.
    """

    chapter: str
    graded: tuple[str, ...]
    waiting: tuple[str, ...]
    failed: dict[str, str]
    pages: int
    mean: float | None


@dataclass(frozen=True)
class Overview:
    """A desk, by chapter; chapters that nobody handed in are left out."""

    chapters: tuple[ChapterStanding, ...]


def overview(desk: Desk, chapters: list[str]) -> Overview:
    """Look at what lies on the desk for these chapters."""
    found = [_chapter(desk, chapter) for chapter in chapters]
    return Overview(tuple(item for item in found if item))


def _chapter(desk: Desk, chapter: str) -> ChapterStanding | None:
    students = handed_in(desk, chapter)
    graded, waiting, failed, shares = [], [], {}, []
    given = desk.release(chapter)
    release = given.read_bytes() if given.exists() else b""
    rules = cache(partial(rules_of, release))
    for student in students:
        record = Record.load(desk.record(student, chapter))
        if record is None or not _is_current(desk, record, rules):
            waiting.append(student)
        elif record.status == GRADED:
            graded.append(student)
            shares.append(record.points / (record.max_points or 1))
        elif record.status == FAILED:
            failed[student] = record.reason
    if not students:
        return None
    pages = len([*desk.step("feedback").glob(f"*/{chapter}/{chapter}.html")])
    mean = sum(shares) / len(shares) if shares else None
    return ChapterStanding(chapter, tuple(graded), tuple(waiting), failed, pages, mean)


def _is_current(desk: Desk, record: Record, rules: Callable[..., tuple[str, ...]]) -> bool:
    """Whether the record is of what lies there now, graded as it would be graded now."""
    return record.digest in (
        digest_of(desk, record.student, record.chapter, rules(record.executor, unsafe))
        for unsafe in (False, True)
    )


def tables(found: Overview) -> list[Table]:
    """Return the overview for the terminal: a row a chapter, then those without a grade."""
    if not found.chapters:
        return []
    summary = Table(box=None, pad_edge=False, header_style="bold")
    heads = ("chapter", "handed in", "graded", "waiting", "not graded", "pages", "mean")
    for head in heads:
        summary.add_column(head, justify="left" if head == "chapter" else "right")
    trouble = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("not graded", "chapter", "why"):
        trouble.add_column(head, overflow="fold")
    for item in found.chapters:
        numbers = (len(item.graded), len(item.waiting), len(item.failed), item.pages)
        mean = "–" if item.mean is None else f"{item.mean:.0%}"
        handed_in = sum(numbers[:3])
        summary.add_row(item.chapter, str(handed_in), *map(str, numbers), mean)
        for student, reason in item.failed.items():
            trouble.add_row(student, item.chapter, reason)
    return [summary, *([trouble] if trouble.rows else [])]
