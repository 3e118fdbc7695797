"""Submissions graded a minute, judge and sandbox on, next to plain `nbgrader autograde`.

A class hands in chapter 01: right answers, wrong ones, and some that crash, drawn by a seed. Both
grade the same files on the same cores, in turns, each time on a fresh desk with nothing cached.
The peer is nbgrader's converter with its own defaults, called in this process: one submission after
the other, without the seconds that its command needs to start. Ours is `autograder grade`, called
the same way, by 1, 2, 4 and 8 workers.

*whole* is the chapter as it is handed in. Our grader leaves out the course's own cells that no
graded cell needs; *graded cells* are the same files without those, so that the peer need not run
them either.
"""

import contextlib
import functools
import gc
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Options, Sample, chosen
from benchmarks.report import Report, Row

if TYPE_CHECKING:
    from autograder.course import Course

CHAPTER = "01"
PEER = "nbgrader autograde"
WORKERS = (1, 2, 4, 8)
KINDS = ("whole", "graded cells")
GOAL = 10
SIZES = {"whole": 8, "graded cells": 20}
ROUNDS = 3
GROWTH, PEERS_GROWTH = (10, 100, 1000), (10, 50)

RIGHT, WRONG = ("ada", "emmy", "flora"), ("hugo", "ivan", "kira", "sven")
UNFINISHED, CRASHING = ("noor",), ("olga", "xena")
SHARES = {RIGHT: 0.5, WRONG: 0.3, UNFINISHED: 0.05, CRASHING: 0.15}


@dataclass(frozen=True)
class Class:
    """A course, a desk on which everybody has handed in, and who that is."""

    course: "Course"
    chapter: str
    template: Path
    students: tuple[str, ...]

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Path]:
        """Hand over a copy of the desk on which nothing has been graded."""
        with tempfile.TemporaryDirectory(prefix="grading-") as folder:
            desk = Path(folder, "desk")
            shutil.copytree(self.template, desk)
            gc.collect()
            yield desk


def run(options: Options) -> Report:
    """Grade the same class in turns."""
    sizes = dict.fromkeys(KINDS, 2) if options.quick else SIZES
    rounds = 1 if options.quick else ROUNDS
    workers = WORKERS[:2] if options.quick else WORKERS
    rows: list[Row] = []
    more: dict[str, Any] = {}
    for kind in KINDS:
        wanted = {n: _name(kind, n) for n in workers}
        wanted = {n: name for n, name in wanted.items() if name in chosen([name], options)}
        if wanted:
            with _class(kind, sizes[kind]) as made:
                rows += _throughput(made, wanted, rounds)
    if "memory" in chosen(["memory"], options):
        with _class(KINDS[1], sizes[KINDS[1]]) as made:
            more["memory"] = {str(n): _memory(made, n) for n in workers}
    if "growth" in chosen(["growth"], options):
        ours, peers = ((2, 3), (1, 2)) if options.quick else (GROWTH, PEERS_GROWTH)
        more["growth"] = _growth(ours, peers)
    return _report(rows, more)


def _name(kind: str, workers: int) -> str:
    return f"{kind}, {workers} worker{'s' if workers > 1 else ''}"


def _report(rows: list[Row], more: dict[str, Any]) -> Report:
    report = Report("Seconds for a submission, judge and sandbox on, nothing cached")
    report.unit, report.scale, report.rows = "s", 1.0, rows
    rates = [_rate(row) for row in rows]
    best = max((rate["ratio"] for rate in rates), default=None)
    report.more = {
        "rows": rates,
        "best": best,
        "goal": GOAL,
        "unit": "submissions a minute",
        **more,
    }
    for rate in rates:
        report.notes.append(
            f"{rate['name']}: {rate['ours']:.0f} submissions a minute, {PEER} "
            f"{rate['peer']:.1f}: {rate['ratio']:.1f} times as many"
        )
    if best is not None:
        met = "met" if best >= GOAL else "not met"
        report.notes.append(f"best: {best:.1f} times (goal: at least {GOAL}: {met})")
    for workers, found in more.get("memory", {}).items():
        mebibytes = found["per_worker"] / 2**20
        report.notes.append(f"memory, {workers} workers: {mebibytes:.0f} MiB for each (PSS)")
    for who, curve in more.get("growth", {}).items():
        listed = ", ".join(f"{count}: {seconds:.2f} s" for count, seconds in curve.items())
        report.notes.append(f"growth, {who}, for a submission of a class of {listed}")
    return report


def _rate(row: Row) -> dict[str, Any]:
    """Return a row as submissions a minute; here a ratio above 1 is to our advantage."""
    times = Sample(tuple(1 / ratio for ratio in row.ratios.values))
    return {
        "name": row.name,
        "against": row.against,
        "ours": 60 / row.ours.median,
        "peer": 60 / row.peer.median,
        "ratio": 1 / row.ratio,
        "spread": [times.low, times.high],
        "rounds": len(row.ours.values),
    }


# the class


@contextlib.contextmanager
def _class(kind: str, size: int, seed: int = 0) -> Iterator[Class]:
    """Build a course and let a class of this size hand in."""
    from autograder import files, notebooks
    from autograder.course import Course, Desk
    from autograder.records import gradebook

    course = Course.find()
    chapter = course.chapter(CHAPTER)
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        desk = Desk(Path(folder, "desk"))
        release = notebooks.load_bytes(gradebook.learn(course, desk, chapter))
        # the gradebook knows its own folder by no name, so the desk may be copied
        students = tuple(f"s{number:04d}" for number in range(size))
        works = draw(size, seed)
        for student, answers in zip(students, works, strict=True):
            notebook = handed_in(release, answers, whole=kind == KINDS[0])
            notebook["cells"].append(notebooks.cell("markdown", f"I am {student}.", "signed"))
            files.write(desk.submission(student, chapter), notebooks.dump(notebook))
        yield Class(course, chapter, desk.root, students)


def draw(size: int, seed: int) -> list[dict[str, str]]:
    """Return answers by exercise for so many students: right, wrong, unfinished, crashing.

    The shares are exact as far as the size allows; the order, and whose answers, are drawn.
    """
    from autograder.demo import the_class

    known = {student.name: student.answers for student in the_class()}
    raises = 'raise RuntimeError("I have no idea")\n\n'
    known["xena"] = {**known["ada"], "corr2d": raises + known["ada"]["corr2d"]}
    rng = random.Random(seed)
    groups = [group for group, share in SHARES.items() for _ in range(round(share * size))]
    groups = (groups + [RIGHT] * size)[:size]
    rng.shuffle(groups)
    return [known[rng.choice(group)] for group in groups]


def handed_in(release: dict[str, Any], answers: dict[str, str], *, whole: bool) -> dict[str, Any]:
    """Return a student's notebook; if it is not ``whole``, without what is only looked at."""
    from autograder import notebooks
    from autograder.demo import filled_in

    made = filled_in(release, answers)
    cells = [cell for cell in made["cells"] if whole or notebooks.grade_id(cell)]
    return {**made, "cells": cells}


# the rivals


def _throughput(made: Class, wanted: dict[int, str], rounds: int) -> list[Row]:
    """Return a row for each number of workers; everybody has one turn a round."""
    rivals: dict[Any, Callable[[Path], None]] = {PEER: functools.partial(_theirs, made)}
    rivals |= {n: functools.partial(_ours, made, n) for n in wanted}
    with made.fresh() as desk:  # what is imported or built once for all is not timed
        _ours(made, max(wanted), desk)
    with made.fresh() as desk:
        _theirs(made, desk, most=1)
    times: dict[Any, list[float]] = {name: [] for name in rivals}
    order = list(rivals)
    for _ in range(rounds):
        for name in order:
            times[name].append(_timed(made, rivals[name]) / len(made.students))
        order.reverse()
    peer = Sample(tuple(times[PEER]))
    return [Row(name, PEER, Sample(tuple(times[n])), peer) for n, name in wanted.items()]


def _timed(made: Class, grade: Callable[[Path], None]) -> float:
    with made.fresh() as desk:
        start = time.perf_counter()
        grade(desk)
        return time.perf_counter() - start


def _ours(made: Class, workers: int, desk: Path) -> None:
    from autograder.course import Desk
    from autograder.records.grading import grade

    records = grade(
        made.course, Desk(desk), chapters=[made.chapter], executor="judged", jobs=workers
    )
    lost = [record.reason for record in records if record.reason]
    if lost or len(records) != len(made.students):
        raise RuntimeError(f"{len(records)} of {len(made.students)} were graded, and {lost}")


def _theirs(made: Class, desk: Path, most: int | None = None) -> None:
    """Grade as nbgrader does with its own settings; work that ends the process is given up."""
    from nbgrader.converters import Autograde
    from traitlets.config import Config

    from autograder.conversion import ConversionFailed, convert

    config = Config()
    config.CourseDirectory.root = str(desk)
    config.CourseDirectory.db_url = f"sqlite:///{desk / 'gradebook.db'}"
    with _hushed():
        for student in made.students[:most]:
            with contextlib.suppress(ConversionFailed):
                convert(Autograde, config, chapter=made.chapter, student=student)


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Send what kernels write to the terminal nowhere."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


# memory and growth


def _memory(made: Class, workers: int) -> dict[str, float]:
    """Return the most memory that all processes beside this one had together, in bytes.

    It is the proportional set size: a page that several processes share counts once.
    """
    from autograder.sandbox.measure import descendants

    most, done = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.1):
            most = max(most, sum(map(_pss, descendants(os.getpid())[1:])))

    watcher = threading.Thread(target=watch)
    with made.fresh() as desk:
        watcher.start()
        try:
            _ours(made, workers, desk)
        finally:
            done.set()
            watcher.join()
    return {"together": most, "per_worker": most / workers}


def _pss(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _growth(ours: tuple[int, ...], peers: tuple[int, ...]) -> dict[str, dict[int, float]]:
    """Return seconds for a submission by the size of the class, for both."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    found: dict[str, dict[int, float]] = {"ours": {}, PEER: {}}
    for who, sizes in (("ours", ours), (PEER, peers)):
        for size in sizes:
            with _class(KINDS[1], size) as made:
                grade = functools.partial(_theirs, made)
                if who == "ours":
                    grade = functools.partial(_ours, made, cores)
                found[who][size] = _timed(made, grade) / size
    return found
