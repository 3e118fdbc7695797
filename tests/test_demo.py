import io

import numpy as np
import pytest
from rich.console import Console

import small_course
from autograder import demo, notebooks
from autograder.records.record import Marked, Record
from cnnkit import datasets
from cnnkit.checks import check
from cnnkit.datasets.dataset import Dataset

STUDENTS = {student.name: student for student in demo.the_class()}
HARMFUL = ["olga", "paul", "rosa"]  # what they wrote must not run in this process
HARMLESS = [name for name in STUDENTS if name not in HARMFUL]


def functions(student):
    """Return what a student wrote, as it would be in their notebook."""
    names = {"np": np}
    for source in student.answers.values():
        exec(compile(source, "<answer>", "exec"), names)
    return names


def test_the_class_is_who_it_should_be():
    right = [name for name, student in STUDENTS.items() if not student.mistakes]
    empty = [name for name, student in STUDENTS.items() if not student.answers]
    cheat = [name for name, student in STUDENTS.items() if student.tags]
    wrong = [name for name in HARMLESS if name not in right + empty + cheat]
    assert (len(right), len(wrong), len(empty), len(cheat)) == (3, 3, 1, 1)


@pytest.mark.parametrize("name", [name for name in HARMLESS if STUDENTS[name].answers])
def test_answers_come_out_as_expected(name):
    names = functions(STUDENTS[name])
    reports = {exercise: check(exercise, names[exercise]) for exercise in STUDENTS[name].answers}
    assert sorted(reports) == ["conv2d_true", "corr1d", "corr2d"]
    named = {key: report.mistake for key, report in reports.items() if report.mistake}
    assert named == STUDENTS[name].mistakes
    assert [key for key, report in reports.items() if not report.passed] == list(named)


def record(student, points=2.0, mistake=None, **more):
    exercises = (Marked("corr1d", points, 2.0, mistake),)
    return Record(student, "01_x", "graded", "", "plain", exercises, **more)


ADA = demo.Student("ada", "right", {"corr1d": "..."}, {})
HUGO = demo.Student("hugo", "wrong", {"corr1d": "..."}, {"corr1d": "filter-flipped"})
NOOR = demo.Student("noor", "nothing", {}, {"corr1d": "not-written-yet"})


@pytest.mark.parametrize(
    ("student", "graded", "faults"),
    [
        (ADA, [record("ada")], []),
        (HUGO, [record("hugo", 1.0, "filter-flipped")], []),
        (NOOR, [record("noor", 0.0, "not-written-yet")], []),
        (ADA, [], ["ada was not graded: lost"]),
        (ADA, [record("ada", reason="why")], ["ada was not graded: why"]),
        (ADA, [record("ada", 1.9)], ["ada: 1.9 of 2 for corr1d"]),
        (
            HUGO,
            [record("hugo", 2.0, "filter-flipped")],
            ["hugo: 2 of 2 for corr1d"],
        ),
        (
            HUGO,
            [record("hugo", 1.0, "other")],
            ["hugo: named {'corr1d': 'other'}, expected {'corr1d': 'filter-flipped'}"],
        ),
        (NOOR, [record("noor", 0.5, "not-written-yet")], ["noor wrote nothing and has 0.5 points"]),
    ],
)
def test_what_comes_out_otherwise_is_a_fault(student, graded, faults):
    assert demo._faults([student], graded) == faults


def test_answers_are_written_into_their_cells():
    answer = {"nbgrader": {"grade_id": "answer_f", "solution": True}}
    stub = notebooks.cell("code", "raise", "answer_f", answer)
    other = notebooks.cell("code", "x", "c")
    filled = demo.filled_in(notebooks.new([stub, other]), {"f": "def f(): ..."})
    assert [cell["source"] for cell in filled["cells"]] == ["def f(): ...", "x"]
    assert stub["source"] == "raise"


def test_tags_are_put_on_checks_only():
    check = {"nbgrader": {"grade_id": "check_f", "grade": True}}
    cells = [notebooks.cell("code", "x", "a", check), notebooks.cell("code", "x", "b")]
    filled = demo.filled_in(notebooks.new(cells), {}, ("skip-execution",))
    assert [notebooks.tags_of(cell) for cell in filled["cells"]] == [["skip-execution"], []]


def test_the_network_is_trained_and_drawn(tmp_path, monkeypatch, capsys):
    whole = datasets.fashion_mnist(subset="small")
    few = Dataset(
        whole.x_train[:64], whole.y_train[:64], whole.x_test[:32], whole.y_test[:32], whole.classes
    )
    monkeypatch.setattr(datasets, "fashion_mnist", lambda subset: few)
    accuracy = demo.train(tmp_path / "lenet.png", epochs=1)
    assert 0 <= accuracy <= 1
    assert (tmp_path / "lenet.png").read_bytes().startswith(b"\x89PNG")
    printed = capsys.readouterr()
    assert "epoch 1/1" in printed.out
    assert printed.err == ""


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.xdist_group("sandbox")
def test_the_whole_demo_but_the_training(tmp_path, monkeypatch):
    course = small_course.make(tmp_path)

    def train(picture):
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"")
        return 0.8

    monkeypatch.setattr(demo, "train", train)
    out = io.StringIO()
    shown = demo.demo(course, Console(file=out, width=110), jobs=2)
    assert shown.faults == []
    assert {record.student for record in shown.records} == {*STUDENTS}
    lines = out.getvalue().splitlines()
    assert lines[-1] == "demo: OK"
    assert any(line.split()[:1] == ["hugo"] and "corr2d: filter-flipped" in line for line in lines)
    place = tmp_path / "build" / "demo"
    assert len((place / "grades.csv").read_text().splitlines()) == 1 + len(STUDENTS)
    assert (place / "feedback" / "noor" / "01_tiny" / "01_tiny.html").is_file()
    assert not (tmp_path / "course").exists()


def test_nobody_in_the_class_is_without_a_file_and_no_file_without_somebody():
    files = {path.stem for path in demo.CLASS.glob("*.txt")}
    assert files == {*STUDENTS}


def test_a_fault_is_the_last_word(tmp_path, monkeypatch):
    course = small_course.make(tmp_path)
    monkeypatch.setattr(demo, "_build", lambda course, place: course)
    monkeypatch.setattr(demo, "train", lambda picture: 0.2)
    monkeypatch.setattr(demo, "_grade", lambda *arguments: [])
    monkeypatch.setattr(demo, "the_class", lambda: [ADA])
    out = io.StringIO()
    assert len(demo.demo(course, Console(file=out, width=110)).faults) == 5
    lines = out.getvalue().splitlines()
    assert lines[-1] == "demo: 5 things went wrong"
    assert "wrong ada was not graded: lost" in lines
    assert "wrong LeNet is right on 20.0% only; expected 70%" in lines
