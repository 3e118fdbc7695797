"""Do the checks keep their promise? Try them on every answer that the course has of its own.

For each exercise: our solution must earn every point, the notebook as students get it none, each
wrong answer in ``tests/mutants`` must lose points and be named, and each right one in
``tests/alternatives`` must earn every point. All of it is tried in processes of this program, one
for each core; a sample can be sent through the sandbox and the judge as well.
"""

import contextlib
import io
import json
import linecache
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder import files, notebooks
from autograder.authoring import percent
from autograder.authoring.source import notebook
from autograder.course import Course
from autograder.intake.spare import spare
from autograder.judging.notebook import is_run
from autograder.records import pool
from autograder.selftest.specimens import (
    ALTERNATIVES,
    CATCH_ALL,
    MUTANTS,
    SEEDS,
    Specimen,
    fault,
    report_on,
    specimens,
    whole,
)
from cnnkit.checks import Report, exercises
from cnnkit.checks.outcome import own_frame

SOLUTIONS, RELEASES = "solutions", "releases"
KINDS = (SOLUTIONS, RELEASES, MUTANTS, ALTERNATIVES)

SLOW, QUICK = 4.0, 0.3
"""About how many seconds an answer takes that is marked as slow, and one that is not."""

NOT_RUN = "the process died while it was tried"


@dataclass(frozen=True)
class Trial:
    """One answer to be tried. ``file`` is where it stands, as seen from ``root``."""

    root: Path
    kind: str
    exercise: str
    file: str
    slow: bool = False


@dataclass(frozen=True)
class Tried:
    """What came of a trial.

    ``fault`` says what the check did wrong, and is empty when all is as it should be. ``rejected``
    and ``mistakes`` (one for each seed) are about wrong answers.
    """

    trial: Trial
    fault: str = ""
    rejected: bool = False
    mistakes: tuple[str | None, ...] = ()
    seconds: float = 0.0


@dataclass
class Result:
    """The counts of a whole selftest, and what went wrong in it."""

    tried: list[Tried] = field(default_factory=list)
    sampled: list[Tried] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def failures(self) -> list[Tried]:
        """Return the trials in which a check did wrong, in order."""
        found = [item for item in (*self.tried, *self.sampled) if item.fault]
        return sorted(found, key=lambda item: (item.trial.exercise, item.trial.file))

    @property
    def clean(self) -> bool:
        """Whether something was tried, and nothing went wrong."""
        return bool(self.tried) and not self.failures

    def to_dict(self) -> dict[str, Any]:
        """Return the counts and failures as plain data, for JSON."""
        of = {kind: [item for item in self.tried if item.trial.kind == kind] for kind in KINDS}
        wrong = of[MUTANTS]
        names = [{*item.mistakes} for item in wrong]
        return {
            SOLUTIONS: _counts(of[SOLUTIONS], full=_right),
            RELEASES: _counts(of[RELEASES], zero=_right),
            MUTANTS: {
                **_counts(wrong, rejected=lambda item: item.rejected, named=_named),
                "catch_all": {name: sum(name in each for each in names) for name in CATCH_ALL},
            },
            ALTERNATIVES: _counts(of[ALTERNATIVES], passed=_right),
            "sandbox": _counts(self.sampled, passed=_right),
            "failures": [
                {
                    "exercise": item.trial.exercise,
                    "file": item.trial.file,
                    "kind": item.trial.kind,
                    "why": item.fault,
                }
                for item in self.failures
            ],
            "missing": self.missing,
            "seconds": round(self.seconds, 1),
        }


def _right(item: Tried) -> bool:
    return not item.fault


def _named(item: Tried) -> bool:
    return item.rejected and all(item.mistakes)


def _counts(found: list[Tried], **counted: Callable[[Tried], bool]) -> dict[str, Any]:
    counts = {name: sum(map(test, found)) for name, test in counted.items()}
    return {"total": len(found), **counts}


def save(result: Result, path: Path) -> None:
    """Write counts and failures to a file."""
    files.write(path, json.dumps(result.to_dict(), indent=1, ensure_ascii=False) + "\n")


def trials(course: Course, chapters: Iterable[str]) -> tuple[list[Trial], list[str]]:
    """Return all that there is to try in these chapters, and what is missing, in sentences.

    What takes long comes first, so that no core waits for it in the end.
    """
    chapters = list(chapters)
    wanted = [name for chapter in chapters for name in exercises(chapter[:2])]
    found: list[Trial] = []
    missing: list[str] = []
    for chapter in chapters:
        source, released = f"solutions/{chapter}.py", f"course/{chapter}/{chapter}.ipynb"
        names = exercises(chapter[:2])
        found += [Trial(course.root, SOLUTIONS, name, source) for name in names]
        if (course.root / released).is_file():
            found += [Trial(course.root, RELEASES, name, released) for name in names]
        else:
            missing.append(f"{released}: make it with autograder build")
    for kind in (MUTANTS, ALTERNATIVES):
        there = [item for item in specimens(course.root / "tests", kind) if item.exercise in wanted]
        found += [_trial(course, item) for item in there]
        without = [name for name in wanted if name not in {item.exercise for item in there}]
        missing += [f"tests/{kind}/{name}: no answers there" for name in without]
    return sorted(found, key=lambda trial: -_cost(trial)), missing


def _trial(course: Course, item: Specimen) -> Trial:
    file = item.path.relative_to(course.root).as_posix()
    return Trial(course.root, item.kind, item.exercise, file, item.slow)


def _cost(trial: Trial) -> float:
    return SLOW if trial.slow else QUICK


def selftest(
    course: Course,
    chapters: Iterable[str],
    *,
    jobs: int | None = None,
    done: Callable[[Tried, float], None] = lambda item, left: None,
) -> Result:
    """Try every answer of these chapters, in this program's own processes.

    Parameters
    ----------
    course
        Where the answers are.
    chapters
        Names of chapters.
    jobs
        How many processes; one for each core unless told otherwise.
    done
        Called after each trial with what came of it, and about how many seconds are left.
    """
    start = time.monotonic()
    waiting, missing = trials(course, chapters)
    result = Result(missing=missing)
    result.tried = list(at_once(attempt, waiting, pool.jobs_for(jobs), done))
    result.seconds = time.monotonic() - start
    return result


def at_once(
    work: Callable[[Trial], Tried],
    waiting: list[Trial],
    jobs: int,
    done: Callable[[Tried, float], None],
) -> Iterator[Tried]:
    """Yield what comes of each trial; tell how long the others will take, by what was taken."""
    start, whole_cost, paid = time.monotonic(), sum(map(_cost, waiting)), 0.0
    with _one_thread_each():
        for item in pool.run(work, waiting, jobs=jobs, lost=_lost):
            paid += _cost(item.trial)
            took = time.monotonic() - start
            done(item, took * (whole_cost - paid) / paid)
            yield item


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that begin now use one thread for products of matrices: they are many."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "CNNKIT_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ |= dict.fromkeys(names, "1")
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _lost(trial: Trial) -> Tried:
    return Tried(trial, NOT_RUN)


def attempt(trial: Trial) -> Tried:
    """Try one answer with its seeds. Whatever the answer does, this returns."""
    start = time.monotonic()
    aside = io.StringIO()  # what an answer prints is of no concern here
    try:
        with contextlib.redirect_stdout(aside), contextlib.redirect_stderr(aside):
            found = _attempt(trial)
    except Exception as problem:
        where = own_frame(problem)
        why = f"{type(problem).__name__}: {problem}" + (f" ({where})" if where else "")
        found = Tried(trial, f"it could not be tried: {why}")
    return Tried(trial, found.fault, found.rejected, found.mistakes, time.monotonic() - start)


def _attempt(trial: Trial) -> Tried:
    path = trial.root / trial.file
    if trial.kind in IN_CHAPTERS:
        cells = IN_CHAPTERS[trial.kind](path)
        answer = _run(cells, on=trial.kind == RELEASES)[trial.exercise]
        reports = [report_on(trial.exercise, answer, seed) for seed in SEEDS]
    else:
        item = Specimen(trial.kind, trial.exercise, path)
        reports = [report_on(trial.exercise, item.load(), seed) for seed in item.seeds]
    faults = [fault_of(trial.kind, report) for report in reports]
    return Tried(
        trial,
        next(filter(None, faults), ""),
        rejected=all(not each.passed and each.points < each.max_points for each in reports),
        mistakes=tuple(report.mistake for report in reports),
    )


def fault_of(kind: str, report: Report) -> str:
    """Say what a check did wrong with an answer of any kind, in a clause; '' when nothing."""
    if kind == SOLUTIONS:
        points = f"{report.points:g} of {report.max_points:g} points"
        return "" if whole(report) else f"our own answer earns {points} ({report.mistake})"
    if kind == RELEASES:
        return f"it earns {report.points:g} points without any work" if report.points else ""
    return fault(kind, report)


def _run(sources: Iterable[str], *, on: bool) -> dict[str, Any]:
    """Run cells one after another, as a notebook does, and return the names they define.

    With ``on``, a cell that fails does not stop those after it.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for number, source in enumerate(sources):
        name = f"<ipython-input-{number}>"  # what a check takes for a cell of a notebook
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        with contextlib.suppress(*[Exception] * on):
            exec(compile(source, name, "exec"), namespace)
    return namespace


@lru_cache(maxsize=64)
def solved(path: Path) -> tuple[str, ...]:
    """Return the cells of a chapter that run at grading, answers included."""
    return _run_at_grading(notebook(percent.read(path)))


@lru_cache(maxsize=64)
def released(path: Path) -> tuple[str, ...]:
    """Return the same cells of the notebook that students get."""
    return _run_at_grading(notebooks.load(path))


def _run_at_grading(work: notebooks.Notebook) -> tuple[str, ...]:
    code = [item for item in spare(work)["cells"] if item["cell_type"] == "code"]
    return tuple(item["source"] for item in code if is_run(item) and not notebooks.is_check(item))


IN_CHAPTERS: dict[str, Callable[[Path], tuple[str, ...]]] = {SOLUTIONS: solved, RELEASES: released}
"""How to read the answers that stand in a chapter, not in a file of their own."""
