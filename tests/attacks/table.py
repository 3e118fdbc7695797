"""Grade every attack twice, by plain nbgrader and by the judge, and print the scores side by side.

    python tests/attacks/table.py              every attack
    python tests/attacks/table.py --class 24   a class of so many honest students: how long it takes

Under plain nbgrader the attacks run as you, and may read all that you may. They write into a
private copy of the folders that everybody may write to, and into a new folder, which is their home
folder too; bubblewrap keeps the rest of the disk as it is, and ends what they leave running.
"""

import argparse
import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

SECONDS = 240
CHAPTER = "ch01"
DONE = "done "


def submissions() -> dict[str, dict]:
    """Return student → notebook: one right one, the wrong answers, and every attack."""
    from attacks.cheats import ATTACKS, NONE
    from judging.papers import RIGHT

    return {"right": paper_of(RIGHT), **{a.name: a.notebook() for a in [NONE, *ATTACKS]}}


def honest(count: int) -> dict[str, dict]:
    """Return a class: by turns all right, all wrong, and some of each."""
    from attacks.cheats import WRONG
    from judging.papers import RIGHT

    mixed = {**RIGHT, "corr2d": WRONG["corr2d"]}
    return {f"student-{n:02}": paper_of((RIGHT, WRONG, mixed)[n % 3]) for n in range(count)}


def paper_of(answers: dict[str, str]) -> dict:
    """Return a notebook with these answers, as handed in."""
    from judging.papers import paper

    return paper(answers)


def prepare(root: Path, works: dict[str, dict]) -> None:
    """Lay out a course: the source with its solutions, and one submission for each student."""
    import nbformat

    from attacks.cheats import POINTS
    from autograder import notebooks
    from judging.papers import RIGHT, answer_cell, check_cell, setup_cell

    cells = [setup_cell()]
    for exercise in POINTS:
        head, _, body = RIGHT[exercise].strip().partition("\n")
        marked = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [answer_cell(exercise, marked), check_cell(exercise)]
    source = {f"source/{CHAPTER}": notebooks.new(cells)}
    handed_in = {f"submitted/{student}/{CHAPTER}": work for student, work in works.items()}
    for folder, work in {**source, **handed_in}.items():
        (root / folder).mkdir(parents=True)
        nbformat.write(nbformat.from_dict(work), root / folder / f"{CHAPTER}.ipynb")
    (root / "home").mkdir()


def api(root: Path, executor: str):
    """Return nbgrader's interface to the course."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    config.JudgedExecute.secret_file = str(root / "home" / "secret")
    if executor == "judged":
        config.Autograde.autograde_preprocessors = [
            "autograder.judging.execute.JudgedExecute",
            "nbgrader.preprocessors.LimitOutput",
            "nbgrader.preprocessors.SaveAutoGrades",
            "nbgrader.preprocessors.AssignLatePenalties",
            "nbgrader.preprocessors.CheckCellMetadata",
        ]
    return NbGraderAPI(config=config)


def scores(root: Path, student: str) -> str:
    """Return a student's points, or a word for why there are none."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        try:
            grades = gradebook.find_submission_notebook(CHAPTER, CHAPTER, student).grades
        except MissingEntry:
            return "not graded"
        if not (root / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb").exists():
            return "not graded"
        if any(grade.auto_score is None for grade in grades):
            return "not graded"
        return f"{sum(grade.score for grade in grades):g}"


def worker(root: Path, executor: str, orders: list[str]) -> "subprocess.Popen[str]":
    """Start a process that carries out orders, one line of output for each."""
    environment = {
        **os.environ,
        "HOME": str(root / "home"),
        "XDG_CACHE_HOME": str(root.parent / "cache"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, str(HERE / "table.py"), "--root", str(root)]
    kept = contained(root) if executor == "plain" else []
    return subprocess.Popen(
        [*kept, *command, "--executor", executor, *orders],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def contained(root: Path) -> list[str]:
    """Return the start of a command that can write into ``root`` and nowhere else."""
    from autograder.sandbox.bubblewrap import probe

    command = [probe().require().bwrap, "--die-with-parent", "--unshare-pid", "--unshare-net"]
    command += ["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]
    for folder in ("/tmp", "/dev/shm"):
        command += ["--perms", "1777", "--size", str(1 << 30), "--tmpfs", folder]
    return [*command, "--bind", str(root), str(root), "--chdir", str(root), "--"]


def carry_out(root: Path, executor: str, orders: list[str]) -> None:
    """Carry out orders in this process."""
    nbgrader = api(root, executor)
    for order in orders:
        began = time.monotonic()
        if order == "generate":
            nbgrader.generate_assignment(CHAPTER)
        else:
            nbgrader.autograde(CHAPTER, order)
        print(f"{DONE}{time.monotonic() - began:.2f}", flush=True)


def seconds_of(root: Path, executor: str, orders: list[str]) -> dict[str, str]:
    """Return order → the seconds it took, with a new worker whenever one hangs."""
    left, found = list(orders), {}
    while left:
        process = worker(root, executor, left)
        assert process.stdout is not None
        while left and select.select([process.stdout], [], [], SECONDS)[0]:
            line = process.stdout.readline()
            if not line:
                break
            if line.startswith(DONE):
                found[left.pop(0)] = line.removeprefix(DONE).strip()
        process.kill()
        process.wait()
        if left:
            found[left.pop(0)] = "-"
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="attacks; all of them unless named")
    parser.add_argument(
        "--class", type=int, dest="students", metavar="N", help="honest students in their place"
    )
    parser.add_argument("--root", help=argparse.SUPPRESS)
    parser.add_argument("--executor", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.root:
        carry_out(Path(chosen.root), chosen.executor, chosen.names)
        return
    works = honest(chosen.students) if chosen.students else submissions()
    students = [name for name in works if not chosen.names or name in chosen.names]
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    try:
        columns = []
        for executor in ("plain", "judged"):
            root = folder / executor
            prepare(root, works)
            took = seconds_of(root, executor, ["generate", *students])
            columns.append({name: (scores(root, name), took[name]) for name in students})
        print("| submission | plain nbgrader | judged | seconds, plain | judged |")
        print("|---|---|---|---|---|")
        for name in students:
            (plain, one), (judged, two) = (column[name] for column in columns)
            print(f"| {name} | {plain} | {judged} | {one} | {two} |")
        one, two = (spread(seconds for _, seconds in column.values()) for column in columns)
        print(f"| median (quartiles) of {len(students)} | | | {one} | {two} |")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def spread(texts: Iterable[str]) -> str:
    """Return median and quartiles of the seconds that were measured."""
    seconds = [float(text) for text in texts if text != "-"]
    if len(seconds) < 2:
        return "".join(f"{each:.1f}" for each in seconds) or "-"
    low, middle, high = statistics.quantiles(seconds, n=4, method="inclusive")
    return f"{middle:.1f} ({low:.1f}–{high:.1f})"


if __name__ == "__main__":
    main()
