"""Grade every attack twice, by plain nbgrader and by the judge, and print the scores side by side.

    python tests/attacks/table.py

Under plain nbgrader the attacks run as ordinary processes of yours. They look for answers and
grades on the disk, and write only into a new temporary folder, which is their home folder too.
"""

import argparse
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

SECONDS = 240
CHAPTER = "ch01"
DONE = "done "


def prepare(root: Path) -> None:
    """Lay out a course: the source with its solutions, and one student for each attack."""
    import nbformat

    from attacks.cheats import ATTACKS, NONE, POINTS
    from autograder import notebooks
    from judging.papers import RIGHT, answer_cell, check_cell, setup_cell

    cells = [setup_cell()]
    for exercise in POINTS:
        head, _, body = RIGHT[exercise].strip().partition("\n")
        marked = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [answer_cell(exercise, marked), check_cell(exercise)]
    works = {f"source/{CHAPTER}": notebooks.new(cells)}
    works |= {f"submitted/{a.name}/{CHAPTER}": a.notebook() for a in [NONE, *ATTACKS]}
    right = notebooks.new(
        [setup_cell()] + [c for e in POINTS for c in (answer_cell(e, RIGHT[e]), check_cell(e))]
    )
    works[f"submitted/right/{CHAPTER}"] = right
    for folder, work in works.items():
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
    return subprocess.Popen(
        [*command, "--executor", executor, *orders],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def carry_out(root: Path, executor: str, orders: list[str]) -> None:
    """Carry out orders in this process."""
    nbgrader = api(root, executor)
    for order in orders:
        began = time.monotonic()
        if order == "generate":
            nbgrader.generate_assignment(CHAPTER)
        else:
            nbgrader.autograde(CHAPTER, order)
        print(f"{DONE}{time.monotonic() - began:.1f}", flush=True)


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
    parser.add_argument("--root", help=argparse.SUPPRESS)
    parser.add_argument("--executor", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.root:
        carry_out(Path(chosen.root), chosen.executor, chosen.names)
        return
    from attacks.cheats import ATTACKS, NONE

    wanted = [a.name for a in ATTACKS if not chosen.names or a.name in chosen.names]
    students = ["right", NONE.name, *wanted]
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    try:
        columns = []
        for executor in ("plain", "judged"):
            root = folder / executor
            prepare(root)
            took = seconds_of(root, executor, ["generate", *students])
            columns.append({name: (scores(root, name), took[name]) for name in students})
        print("| submission | plain nbgrader | judged | seconds, plain | judged |")
        print("|---|---|---|---|---|")
        for name in students:
            (plain, one), (judged, two) = (column[name] for column in columns)
            print(f"| {name} | {plain} | {judged} | {one} | {two} |")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
