import sqlite3

import pytest

from autograder import notebooks
from autograder.conversion import convert
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.records import gradebook
from autograder.records.grading import DIED, _kept, _lost, handed_in
from autograder.records.record import Record
from autograder.records.submission import Task
from autograder.settings import settings
from small_class import CHAPTER, FLIPPED, RIGHT

pytestmark = pytest.mark.xdist_group("records")


def points(record):
    return {item.exercise: item.points for item in record.exercises}


def test_nobody_is_lost(graded):
    assert sorted(graded.records) == ["ada", "bob", "cem", "dora", "eve", "fay", "gus", "hal"]
    assert [name for name, record in graded.records.items() if record.status != "graded"] == [
        "dora"
    ]


def test_right_answers_get_all_points_and_a_file_beside_them_shadows_nothing(graded):
    record = graded.records["ada"]
    assert points(record) == {"corr1d": 2.0, "corr2d": 4.0, "conv2d_true": 2.0}
    assert (record.points, record.max_points) == (8.0, 8.0)
    assert [item.mistake for item in record.exercises] == [None] * 3
    folder = graded.desk.step("autograded") / "ada" / CHAPTER
    assert sorted(path.name for path in folder.iterdir()) == [f"{CHAPTER}.ipynb", "timestamp.txt"]


def test_a_mistake_is_named_and_earns_a_part(graded):
    found = {item.exercise: item for item in graded.records["bob"].exercises}
    assert found["corr2d"].mistake == "filter-flipped"
    assert found["corr2d"].says
    assert 0 < found["corr2d"].points < 4


def test_an_untouched_notebook_earns_nothing(graded):
    assert set(points(graded.records["cem"]).values()) == {0.0}
    assert {item.mistake for item in graded.records["cem"].exercises} == {"not-written-yet"}


def test_a_dead_process_is_a_reason_and_no_other_student_pays(graded):
    record = graded.records["dora"]
    assert (record.status, record.exercises) == ("failed", ())
    assert record.reason == "the Python process died while the notebook ran"


def test_an_answer_that_is_no_python_costs_itself(graded):
    found = {item.exercise: item for item in graded.records["eve"].exercises}
    assert found["corr1d"].points == 2.0
    assert found["corr2d"].points == 0.0
    assert found["corr2d"].says.startswith("SyntaxError")


def test_warnings_and_stderr_cost_nothing(graded):
    assert graded.records["fay"].points == 8.0


def test_what_is_no_notebook_is_graded_as_not_written(graded):
    record = graded.records["gus"]
    assert record.points == 0.0
    assert record.remarks == (
        "the file is not a notebook: it cannot be read as JSON: graded as not written",
    )


def test_a_tag_that_asks_not_to_run_a_check_gains_nothing(graded):
    assert graded.records["hal"].points == 0.0


def test_an_experiment_is_not_run(graded):
    path = graded.desk.step("autograded") / "ada" / CHAPTER / f"{CHAPTER}.ipynb"
    cells = [item for item in notebooks.load(path)["cells"] if notebooks.tags_of(item)]
    assert ["experiment", "skip-execution"] in [notebooks.tags_of(item) for item in cells]
    assert [item["outputs"] for item in cells] == [[]] * len(cells)


def test_the_gradebook_agrees_and_lets_many_write(graded):
    with gradebook.opened(graded.desk) as database:
        found = {item.student: item for item in gradebook.standings(database)}
    assert {name: item.points for name, item in found.items()} == {
        name: record.points for name, record in graded.records.items()
    }
    assert {item.max_points for item in found.values()} == {8.0}
    assert str(found["ada"].submitted) == "2023-11-14 22:13:20"
    mode = sqlite3.connect(graded.desk.gradebook).execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal",)


def test_nbgraders_own_command_gives_the_same(graded, tmp_path):
    from nbgrader.converters import Autograde

    config = settings(graded.desk)
    config.CourseDirectory.autograded_directory = str(tmp_path)
    convert(Autograde, config, chapter=CHAPTER, student="bob")
    with gradebook.opened(graded.desk) as database:
        found = {item.student: item.points for item in gradebook.standings(database)}
    assert found["bob"] == graded.records["bob"].points


def test_only_what_is_new_is_graded_and_grading_twice_agrees(empty_class):
    empty_class.hand_in("ada", empty_class.notebook(**RIGHT))
    empty_class.hand_in("bob", empty_class.notebook(**{**RIGHT, "corr2d": FLIPPED}))
    empty_class.collect()
    assert empty_class.grade() == ["ada", "bob"]
    first = {name: points(record) for name, record in empty_class.records.items()}
    assert empty_class.grade() == []
    empty_class.hand_in("bob", empty_class.notebook(**RIGHT), at=1_700_000_500)
    empty_class.collect()
    assert empty_class.grade() == ["bob"]
    assert empty_class.records["bob"].points == 8.0
    empty_class.hand_in("bob", empty_class.notebook(**{**RIGHT, "corr2d": FLIPPED}), 1_700_001_000)
    empty_class.collect()
    empty_class.grade()
    assert {name: points(record) for name, record in empty_class.records.items()} == first


def test_a_renamed_notebook_and_none_at_all(empty_class):
    folder = empty_class.desk.submission("ada", CHAPTER).parent
    folder.mkdir(parents=True)
    (folder / "homework.ipynb").write_bytes(notebooks.dump(empty_class.notebook(**RIGHT)))
    empty_class.desk.submission("bob", CHAPTER).parent.mkdir(parents=True)
    assert handed_in(empty_class.desk, CHAPTER) == ["ada", "bob"]
    empty_class.grade()
    assert empty_class.records["ada"].points == 8.0
    assert empty_class.records["ada"].remarks == (
        "the file is called homework.ipynb, not 01_tiny.ipynb",
    )
    assert empty_class.records["bob"].points == 0.0
    assert empty_class.records["bob"].remarks == (
        "no notebook was handed in: graded as not written",
    )


def test_a_failure_of_our_own_is_a_record_too(empty_class, monkeypatch):
    from autograder.records import submission

    empty_class.hand_in("ada", empty_class.release)
    empty_class.collect()

    def fail(*arguments):
        raise OSError("the disk is full")

    monkeypatch.setattr(submission, "_rebuilt", fail)
    assert empty_class.grade() == ["ada"]
    record = empty_class.records["ada"]
    assert (record.status, record.reason) == ("failed", "OSError: the disk is full")


def test_a_lost_process_is_a_record(tmp_path):
    task = Task(tmp_path, "ada", CHAPTER, "d", "plain")
    record = _kept(Desk(tmp_path), None, _lost(task))
    assert (record.status, record.reason) == ("failed", DIED)
    assert Record.load(tmp_path / "records" / CHAPTER / "ada.json") == record


def test_an_empty_desk_is_an_error(empty_class):
    with pytest.raises(CourseError) as error:
        empty_class.grade()
    assert str(error.value) == (
        f"grade: received no submission. Expected notebooks in "
        f"{empty_class.desk.step('submitted')}. Take them in first: autograder collect FOLDER."
    )
