"""Grade a class: every submission on the desk, several at a time, each on its own."""

import contextlib
import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder import files, notebooks
from autograder.course import Course, Desk
from autograder.errors import CourseError
from autograder.intake.collect import TAKEN, collect
from autograder.judging import luggage
from autograder.judging.execute import policy_of
from autograder.records import gradebook, lateness, pool
from autograder.records.ledger import Ledger, ledger
from autograder.records.lock import held
from autograder.records.record import FAILED, GRADED, Record
from autograder.records.submission import Done, Task, grade_one, submitted_file
from autograder.sandbox.ways import take_over, warmed

DIED = "the grading's own process died twice: grade this one by hand"


def grade(
    course: Course,
    desk: Desk,
    *,
    chapters: list[str] | None = None,
    students: list[str] | None = None,
    executor: str = "plain",
    unsafe: bool = False,
    jobs: int | None = None,
    force: bool = False,
    done: Callable[[Record, int], None] = lambda record, left: None,
) -> list[Record]:
    """Grade what lies on the desk; return one record a submission, in order.

    What was graded before, and would come out the same, is not graded again. Students who are named
    in ``students`` get a record even when they handed in nothing.

    Parameters
    ----------
    chapters, students
        Which ones; by default all that were handed in.
    executor
        ``plain`` or ``judged``: who decides about an answer.
    unsafe
        Let the judge run without its sandbox.
    jobs
        Processes; by default one for each core.
    force
        Grade everything anew.
    done
        Called with each new record and the number of submissions that are left, for progress.
    """
    with held(desk):
        late = lateness.policy_of(desk)
        wanted = chapters or course.chapters()
        records, tasks = _sorted_out(course, desk, wanted, students, executor, unsafe, force)
        for number, record in enumerate(_made(desk, tasks, pool.jobs_for(jobs)), 1):
            records[record.chapter, record.student] = record
            done(record, len(tasks) - number)
        with gradebook.opened(desk) as book:
            for chapter in {chapter for chapter, _ in records}:
                lateness.settle(book, chapter, late)
    return [records[key] for key in sorted(records)]


def _sorted_out(
    course: Course,
    desk: Desk,
    chapters: list[str],
    students: list[str] | None,
    executor: str,
    unsafe: bool,
    force: bool,
) -> tuple[dict[tuple[str, str], Record], list[Task]]:
    """Return the records that stand, by chapter and student, and what is to be graded."""
    records: dict[tuple[str, str], Record] = {}
    tasks: list[Task] = []
    for chapter in chapters:
        names = students or handed_in(desk, chapter)
        if not names:
            continue
        rules = rules_of(gradebook.learn(course, desk, chapter), executor, unsafe)
        entered = gradebook.entered(desk)
        for student in names:
            digest = digest_of(desk, student, chapter, rules)
            known = Record.load(desk.record(student, chapter))
            whole = (chapter, student) in entered and desk.graded(student, chapter).exists()
            if known and known.digest == digest and known.status == GRADED and whole and not force:
                records[chapter, student] = known
            else:
                tasks.append(Task(desk.root, student, chapter, digest, executor, unsafe, force))
    if not tasks and not records:
        raise CourseError(
            "grade",
            received="no submission",
            expected=f"notebooks in {desk.step('submitted')}",
            fix="Take them in first: autograder collect FOLDER",
        )
    return records, tasks


def _made(desk: Desk, tasks: list[Task], jobs: int) -> Iterator[Record]:
    """Grade, chapter by chapter; yield each record when it and all it rests on are kept.

    The judge's kernels of a chapter are forked from one warm process, where there are several.
    """
    for chapter in dict.fromkeys(task.chapter for task in tasks):
        those = [task for task in tasks if task.chapter == chapter]
        with contextlib.ExitStack() as stack:
            warm = None
            if len(those) > 1 and those[0].executor == "judged":
                policy = policy_of(notebooks.load(desk.release(chapter)), unsafe=those[0].unsafe)
                warm = stack.enter_context(warmed(policy, luggage.unpacking()))
            prepare = (take_over, warm.key, warm.asking, warm.prelude) if warm else None
            found = pool.run(grade_one, those, jobs=jobs, lost=_lost, prepare=prepare)
            book = stack.enter_context(ledger(desk))
            for done in found:
                yield _kept(desk, book, done)


def _kept(desk: Desk, book: Ledger, done: Done) -> Record:
    """Enter what is to be entered, and keep the record; last, since it says that all is done."""
    record = done.record
    if done.entry is not None:
        try:
            book.enter(done.entry)
        except Exception as problem:
            reason = f"it cannot be entered into the gradebook: {problem}"
            record = dataclasses.replace(record, status=FAILED, exercises=(), reason=reason)
    record.save(desk.record(record.student, record.chapter))
    return record


def grade_file(course: Course, notebook: Path, *, executor: str = "plain") -> Record:
    """Grade one notebook on a desk of its own, which is cleared away; return the record."""
    if not notebook.is_file():
        raise CourseError(
            "check",
            received=f"{notebook}, which is not there",
            expected="a notebook",
            fix="Give the place of a student's notebook",
        )
    with tempfile.TemporaryDirectory() as folder:
        inbox, desk = Path(folder, "inbox"), Desk(Path(folder, "desk"))
        files.write(inbox / "you" / notebook.name, notebook.read_bytes())
        (row,) = collect(course, desk, inbox)
        if row.outcome != TAKEN:
            raise CourseError(
                "check",
                received=f"{notebook}: {row.reason}",
                expected="a notebook of a chapter",
                fix="Give the notebook the name that it had, such as 01_topic.ipynb",
            )
        (record,) = grade(course, desk, executor=executor, jobs=1)
    return record


def handed_in(desk: Desk, chapter: str) -> list[str]:
    """Return the students from whom there is a folder for ``chapter``, in order."""
    folders = desk.step("submitted").glob(f"*/{chapter}")
    return sorted(folder.parent.name for folder in folders if folder.is_dir())


def rules_of(release: bytes, executor: str, unsafe: bool) -> tuple[str, ...]:
    """Return what decides about the grades of a whole chapter, apart from the submissions."""
    from autograder.doctor import ensure_secret
    from autograder.judging.evidence import library_digest, versions
    from autograder.judging.seeds import fingerprint

    return (
        hashlib.sha256(release).hexdigest(),
        executor,
        str(unsafe),
        fingerprint(ensure_secret()) if executor == "judged" else "",
        library_digest(),
        json.dumps(versions(), sort_keys=True),
    )


def digest_of(desk: Desk, student: str, chapter: str, rules: tuple[str, ...]) -> str:
    """Return a name for everything that decides about a grade."""
    found = submitted_file(desk, student, chapter)
    stamp = desk.submission(student, chapter).with_name("timestamp.txt")
    parts = [
        found.name if found else "",
        hashlib.sha256(found.read_bytes() if found else b"").hexdigest(),
        stamp.read_text(encoding="utf-8", errors="replace") if stamp.exists() else "",
        *rules,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _lost(task: Task) -> Done:
    return Done(Record(task.student, task.chapter, FAILED, task.digest, task.executor, reason=DIED))
