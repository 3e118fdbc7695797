"""Print what comes of every broken submission, or kill a grading in the middle and go on.

python tests/faults/table.py                a row for each broken submission
python tests/faults/table.py --class 200    chapter 01 for so many students: the grader is killed
                                            when two fifths are graded, and called again
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]  # small_class and faults, also when started as a program

CHAPTER = "01"


def broken(folder: Path) -> None:
    """Print the table of broken submissions."""
    import small_class
    from faults.broken import FAULTS, Student

    made = small_class.make(folder)
    inbox = made.course.root / "inbox"
    for fault in FAULTS:
        right = made.notebook(**small_class.RIGHT)
        fault.hand_in(Student(inbox / fault.name, right, made.release))
    rows = made.collect()
    made.grade(executor="judged", jobs=len(os.sched_getaffinity(0)))
    print("| submission | points of 8 | what is said of it |\n|---|---|---|")
    for fault in FAULTS:
        record = made.records[fault.name]
        taken = [row.reason for row in rows if row.file.startswith(f"{fault.name}/")]
        wrong = [f"{item.exercise}: {item.mistake}" for item in record.exercises if item.mistake]
        said = [record.reason, *record.remarks, *wrong, *taken]
        says = next(filter(None, said))
        what = fault.what.rstrip(".").replace("|", "\\|")
        print(f"| {what} | {record.points:g} | {says.replace('|', chr(92) + '|')} |")


def killed(folder: Path, count: int) -> bool:
    """Grade a class with a kill in the middle, show it, and say whether it came out right."""
    from autograder import demo, files, notebooks
    from autograder.course import Course, Desk

    course, desk = Course(HERE.parents[1]), Desk(folder / "desk")
    chapter = course.chapter(CHAPTER)
    release = notebooks.load(course.released / chapter / f"{chapter}.ipynb")
    kinds = demo.the_class()
    quick = [kind for kind in kinds if "runs-forever" not in kind.mistakes.values()]
    for number in range(count):
        # one who runs into the time limit is enough
        kind = kinds[number] if number < len(kinds) else quick[number % len(quick)]
        path = folder / "inbox" / f"{kind.name}-{number:03}" / f"{chapter}.ipynb"
        files.write(path, notebooks.dump(demo.filled_in(release, kind.answers, kind.tags)))

    def start(*arguments: str, **options) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "autograder.cli", *arguments]
        where = ["--course", str(course.root), "--desk", str(desk.root)]
        print(f"\n$ autograder {' '.join(arguments)}", flush=True)
        return subprocess.Popen([*command, *where], text=True, **options)

    def graded() -> int:
        return len([*(desk.step("records") / chapter).glob("[!.]*.json")])

    def shown(*arguments: str, last: int) -> int:
        out, _ = (process := start(*arguments, stdout=subprocess.PIPE)).communicate()
        lines = out.splitlines()
        if len(lines) > last:
            print(f"… {len(lines) - last} lines")
        print("\n".join(lines[-last:]), f"\n[status {process.returncode}]", flush=True)
        return process.returncode

    shown("collect", str(folder / "inbox"), last=1)
    began = time.monotonic()
    process = start("grade", CHAPTER, start_new_session=True)
    while graded() < count * 2 // 5 and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.wait()
    first = graded()
    print(f"[killed after {time.monotonic() - began:.0f} s with {first} of {count} graded]")
    began = time.monotonic()
    shown("grade", CHAPTER, last=count - first + 20)
    print(f"[{time.monotonic() - began:.0f} s for {count - first}]")
    began = time.monotonic()
    shown("grade", CHAPTER, last=1)
    print(f"[{time.monotonic() - began:.0f} s, nothing is done twice]")
    shown("status", last=12)
    return _as_expected(desk, chapter, {kind.name: kind for kind in kinds}, count)


def _as_expected(desk, chapter: str, kinds: dict, count: int) -> bool:
    """Say whether everybody is in the gradebook, once, with the mistakes of their kind."""
    from autograder import files
    from autograder.records import gradebook
    from autograder.records.record import Record

    with gradebook.opened(desk) as book:
        standing = {item.student: item.points for item in gradebook.standings(book)}
    wrong = []
    for student, points in standing.items():
        record = Record.load(desk.record(student, chapter))
        assert record is not None
        named = {item.exercise: item.mistake for item in record.exercises if item.mistake}
        if named != kinds[student.partition("-")[0]].mistakes or points != record.points:
            wrong.append(student)
    halves = [*desk.root.rglob(f"*{files.HALF}")]
    right = len(standing) - len(wrong)
    print(
        f"\n{len(standing)} of {count} in the gradebook, {right} with the mistakes that they made,"
    )
    print(f"{len(halves)} files half written. {' '.join(wrong)}")
    return right == count and not halves


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--class", type=int, dest="students", metavar="N", help="kill and go on")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        if chosen.students:
            sys.exit(not killed(Path(folder), chosen.students))
        broken(Path(folder))


if __name__ == "__main__":
    main()
