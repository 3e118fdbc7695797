"""Some of the answers, sent the way of a submission: into the sandbox, and before the judge."""

import time
from collections.abc import Callable, Iterable

from autograder import notebooks
from autograder.authoring import percent
from autograder.authoring.source import notebook
from autograder.course import Course
from autograder.intake.spare import spare
from autograder.judging.execute import policy_of
from autograder.judging.notebook import grade
from autograder.records import pool
from autograder.selftest.specimens import ALTERNATIVES, MUTANTS
from autograder.selftest.trials import RELEASES, Trial, Tried, at_once, fault_of, trials
from cnnkit.checks import find
from cnnkit.checks.report import Findings, Report


def chosen(waiting: Iterable[Trial], count: int) -> list[Trial]:
    """Return a sample: solution and release of every exercise, and so many answers of each kind.

    The same answers are chosen each time; they are spread evenly over the alphabet.
    """
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in sorted(waiting, key=lambda trial: (trial.exercise, trial.kind, trial.file)):
        groups.setdefault((trial.exercise, trial.kind), []).append(trial)
    return [
        group[at * len(group) // min(count, len(group))]
        for group in groups.values()
        for at in range(min(count, len(group)))
    ]


def sample(
    course: Course,
    chapters: Iterable[str],
    count: int,
    *,
    jobs: int | None = None,
    done: Callable[[Tried, float], None] = lambda item, left: None,
) -> list[Tried]:
    """Send a sample through the sandbox and the judge, as a submission goes."""
    waiting, _ = trials(course, chapters)
    return list(at_once(judged, chosen(waiting, count), pool.jobs_for(jobs), done))


def judged(trial: Trial) -> Tried:
    """Grade one answer in the sandbox; only its own cell, and what the course gives, beside it."""
    start = time.monotonic()
    try:
        findings = _graded(trial)
    except Exception as problem:
        why = f"it could not be judged: {type(problem).__name__}: {problem}"
        return Tried(trial, why, seconds=time.monotonic() - start)
    report = Report(findings)
    wrong = fault_of(trial.kind, report)
    return Tried(
        trial,
        f"in the sandbox {wrong}" if wrong else "",
        rejected=report.points < report.max_points,
        mistakes=(report.mistake,),
        seconds=time.monotonic() - start,
    )


def _graded(trial: Trial) -> Findings:
    work = _paper(trial)
    graded = grade(
        work,
        student="selftest",
        assignment=find(trial.exercise).chapter,
        secret=b"selftest" * 4,
        policy=policy_of(work),
    )
    [findings] = [each for each in graded.findings if each.exercise == trial.exercise]
    return findings


def _paper(trial: Trial) -> notebooks.Notebook:
    """Return a notebook with the answer in it, and the check of this exercise alone."""
    if trial.kind == RELEASES:
        made = notebooks.load(trial.root / trial.file)
    else:
        chapter = find(trial.exercise).chapter
        [source] = (trial.root / "solutions").glob(f"{chapter}_*.py")
        made = notebook(percent.read(source))
    for item in made["cells"]:
        own = notebooks.is_answer(item) and notebooks.exercise_of(item) == trial.exercise
        if own and trial.kind in (MUTANTS, ALTERNATIVES):
            item["source"] = (trial.root / trial.file).read_text(encoding="utf-8")
    kept = [
        item
        for item in spare(made)["cells"]
        if not notebooks.is_check(item) or notebooks.exercise_of(item) == trial.exercise
    ]
    return notebooks.new(kept)
