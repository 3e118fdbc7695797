"""The main job without a person: build the course, train LeNet, grade a small class, and look.

Everything lands in ``build/demo/``: ``lenet.png``, ``grades.csv`` and ``feedback/``. The class's
answers lie in ``demo_class/``, with what must come of each; the demo fails when it does not.
"""

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import files, notebooks
from autograder.authoring import percent
from autograder.course import Course, Desk
from autograder.records.record import Record
from autograder.settings import DEFAULT_EXECUTOR

if TYPE_CHECKING:
    from rich.console import Console

CLASS = Path(__file__).parent / "demo_class"
NUMBER = "01"
EPOCHS = 4
LEAST_ACCURACY = 0.7


@dataclass(frozen=True)
class Student:
    """One of the class: what they show, their answers, and the mistakes that must be named.

    ``tags`` are put on every check cell.
    """

    name: str
    who: str
    answers: dict[str, str]
    mistakes: dict[str, str]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What came of a demo. ``faults`` are sentences; there are none when all is as it should be."""

    accuracy: float
    records: list[Record]
    faults: list[str]
    seconds: float


def demo(course: Course, out: "Console", *, jobs: int | None = None) -> Shown:
    """Run the demo, tell how it goes, and return what came of it."""
    start = time.monotonic()
    place = course.build / "demo"
    shutil.rmtree(place, ignore_errors=True)
    chapter = course.chapter(NUMBER)
    out.print(f"[bold]1. Build the course[/bold] into {place / 'course'}")
    trial = _build(course, place)
    out.print("\n[bold]2. Train LeNet-5[/bold] on 6,000 images of garments")
    accuracy = train(place / "lenet.png")
    out.print(
        f"test accuracy {accuracy:.1%} on 1,000 images it has not seen; {place / 'lenet.png'}"
    )
    students = the_class()
    out.print(f"\n[bold]3. Grade a class[/bold] of {len(students)} on chapter {NUMBER}")
    records = _grade(trial, Desk(place), chapter, students, jobs)
    faults = [*_faults(students, records), *_missing(place, chapter, students)]
    if accuracy < LEAST_ACCURACY:
        faults.append(f"LeNet is right on {accuracy:.1%} only; expected {LEAST_ACCURACY:.0%}")
    from autograder.records.show import table

    out.print()
    out.print(table(records, {student.name: student.who for student in students}))
    out.print(f"\ngrades: {place / 'grades.csv'}   pages: {place / 'feedback'}")
    seconds = time.monotonic() - start
    out.print(f"{seconds:.0f} seconds")
    for fault in faults:
        out.print(f"[red]wrong[/red] {fault}")
    out.print("demo: OK" if not faults else f"demo: {len(faults)} things went wrong")
    return Shown(accuracy, records, faults, seconds)


def the_class() -> list[Student]:
    """Return the class, as its files describe it."""
    found = []
    for name, expected in json.loads((CLASS / "expected.json").read_text()).items():
        answers = percent.parse(name, (CLASS / f"{name}.txt").read_text())
        sources = {mark.exercise: mark.source for mark in answers.of(percent.SOLUTION)}
        tags = tuple(expected.get("tags", ()))
        found.append(Student(name, expected["who"], sources, expected["mistakes"], tags))
    return found


def _build(course: Course, place: Path) -> Course:
    from autograder.authoring.build import build

    trial = Course(course.root, built=place / "built", out=place / "course")
    report = build(trial)
    for name in report.written:
        print(f"  {name}")
    return trial


def train(picture: Path, epochs: int = EPOCHS) -> float:
    """Train LeNet-5, draw how it went and what it answers to ``picture``; return its accuracy."""
    from cnnkit import plotting, training
    from cnnkit.datasets import fashion_mnist
    from cnnkit.models import lenet5

    data = fashion_mnist(subset="small")
    model = lenet5(seed=0)
    history = training.fit(
        model,
        data.x_train,
        data.y_train,
        epochs=epochs,
        batch_size=32,
        lr=0.05,
        schedule=lambda step, total, base: training.cosine_lr(step, total, base, total // 20),
        validation=(data.x_test, data.y_test),
        seed=0,
    )
    answers = training.predict(model, data.x_test)
    axes = plotting.panels(3, titles=("loss", "accuracy", "what it says"), size=4.0)
    plotting.history(history, "loss", ax=axes[0])
    plotting.history(history, "accuracy", ax=axes[1])
    pairs = zip(data.y_test[:9], answers[:9], strict=True)
    titles = [_said(data.classes[true], data.classes[said]) for true, said in pairs]
    plotting.images(data.x_test[:9], titles, columns=3, ax=axes[2])
    alt = "LeNet's loss and accuracy by epoch, and its answers to nine test images"
    files.write(picture, plotting.show(axes, alt=alt).png)
    return training.accuracy(data.y_test, answers)


def _said(true: str, said: str) -> str:
    return said if said == true else f"{said}? {true}"


def _grade(
    trial: Course, desk: Desk, chapter: str, students: list[Student], jobs: int | None
) -> list[Record]:
    """Hand in, collect, grade, write pages and the table; return the records."""
    from autograder.intake.collect import collect
    from autograder.records.export import export
    from autograder.records.feedback import feedback
    from autograder.records.grading import grade
    from autograder.sandbox.bubblewrap import probe

    inbox = desk.root / "inbox"
    release = notebooks.load(trial.released / chapter / f"{chapter}.ipynb")
    for student in students:
        data = notebooks.dump(filled_in(release, student.answers, student.tags))
        files.write(inbox / student.name / f"{chapter}.ipynb", data)
    taken = [row for row in collect(trial, desk, inbox) if row.outcome == "taken"]
    print(f"  {len(taken)} notebooks collected")

    def say(record: Record, left: int) -> None:
        print(f"  graded {record.student} in {record.seconds:.1f} s, {left} left", flush=True)

    sandbox = probe()
    if not sandbox.works:
        print(f"  no sandbox here, so these answers run without one: {sandbox.reason}")
    records = grade(
        trial,
        desk,
        chapters=[chapter],
        executor=DEFAULT_EXECUTOR,
        unsafe=not sandbox.works,
        jobs=jobs,
        done=say,
    )
    feedback(desk, [chapter])
    export(desk, desk.root / "grades.csv")
    return records


def filled_in(
    release: notebooks.Notebook, answers: dict[str, str], tags: tuple[str, ...] = ()
) -> notebooks.Notebook:
    """Return the students' notebook with these answers, by exercise, and tags on its checks."""

    def written(cell: notebooks.Cell) -> notebooks.Cell:
        if notebooks.is_check(cell) and tags:
            return {**cell, "metadata": {**cell["metadata"], "tags": [*tags]}}
        if not notebooks.is_answer(cell):
            return cell
        source = answers.get(notebooks.exercise_of(cell) or "", cell["source"])
        return {**cell, "source": source}

    return {**release, "cells": [written(cell) for cell in release["cells"]]}


def _faults(students: list[Student], records: list[Record]) -> list[str]:
    """Return what did not come out as the class's files say."""
    found = []
    graded = {record.student: record for record in records}
    for student in students:
        record = graded.get(student.name)
        if record is None or record.reason:
            found.append(f"{student.name} was not graded: {record.reason if record else 'lost'}")
            continue
        named = {item.exercise: item.mistake for item in record.exercises if item.mistake}
        if named != student.mistakes:
            found.append(f"{student.name}: named {named}, expected {student.mistakes}")
        for item in record.exercises:
            wrong = item.exercise in student.mistakes
            if (item.points < item.max_points) != wrong:
                found.append(
                    f"{student.name}: {item.points:g} of {item.max_points:g} for {item.exercise}"
                )
        if not student.answers and record.points:
            found.append(f"{student.name} wrote nothing and has {record.points:g} points")
    return found


def _missing(place: Path, chapter: str, students: list[Student]) -> list[str]:
    """Return the files that should be there and are not."""
    pages = [f"feedback/{student.name}/{chapter}/{chapter}.html" for student in students]
    wanted = ["lenet.png", "grades.csv", *pages]
    return [f"{name} was not written" for name in wanted if not (place / name).is_file()]
