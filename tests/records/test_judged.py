"""What the judge's own way writes is what nbgrader's converters would have written."""

import os
import sqlite3

import pytest

from autograder import notebooks
from autograder.conversion import convert
from autograder.records import judged
from autograder.records.judged import Entry
from autograder.sandbox.bubblewrap import probe
from autograder.settings import settings
from small_class import CHAPTER, FLIPPED, LOUD, RIGHT, skipping

pytestmark = [pytest.mark.sandbox, pytest.mark.xdist_group("records")]

ROWS = {
    "grades": "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade "
    "FROM grade g JOIN base_cell c ON c.id = g.cell_id",
    "comments": "SELECT s.student_id, c.name, g.auto_comment, g.manual_comment, 0 "
    "FROM comment g JOIN base_cell c ON c.id = g.cell_id",
    "times": "SELECT s.student_id, s.timestamp, g.late_submission_penalty, 0, 0 "
    "FROM submitted_notebook g",
}


def rows(desk):
    """Everything that grading writes into the database, but for the random keys."""
    with sqlite3.connect(desk.gradebook) as database:
        found = {}
        for name, query in ROWS.items():
            notebook = "g.id" if name == "times" else "g.notebook_id"
            query += (
                f" JOIN submitted_notebook n ON n.id = {notebook} "
                "JOIN submitted_assignment s ON s.id = n.assignment_id"
            )
            found[name] = sorted(database.execute(query).fetchall(), key=str)
    database.close()
    return found


@pytest.fixture(scope="module")
def sandbox():
    if not probe().works:
        if os.environ.get("CNNKIT_REQUIRE_SANDBOX") == "1":
            pytest.fail(probe().reason)
        pytest.skip(f"no sandbox here: {probe().reason}")


@pytest.fixture
def judged_class(empty_class, sandbox, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = empty_class
    made.hand_in("ada", made.notebook(**RIGHT))
    made.hand_in("bob", made.notebook(**{**RIGHT, "corr2d": FLIPPED}))
    made.hand_in("cem", made.release)
    made.hand_in("fay", made.notebook(**{**RIGHT, "corr1d": LOUD}))
    made.hand_in("gus", b"not a notebook")
    made.hand_in("hal", skipping(made))
    made.collect()
    return made


def test_it_agrees_with_nbgraders_own_command(judged_class, tmp_path):
    from nbgrader.converters import Autograde

    desk = judged_class.desk
    judged_class.grade(executor="judged")
    ours = rows(desk)
    assert len(ours["times"]) == 6
    assert ("bob", "check_corr2d") in {row[:2] for row in ours["grades"] if row[2]}
    assert {row[2] for row in ours["comments"]} == {None, "No response."}
    with sqlite3.connect(desk.gradebook) as database:
        database.execute("DELETE FROM grade")  # so that the second way must write them all
        database.execute("DELETE FROM comment")
        for table in ("submitted_notebook", "submitted_assignment"):
            database.execute(f"DELETE FROM {table}")
    database.close()
    config = settings(desk, "judged")
    config.CourseDirectory.autograded_directory = str(tmp_path / "theirs")
    for student in judged_class.records:
        if student == "gus":  # nbgrader itself cannot read it: take what we made of it
            place = desk.submission("gus", CHAPTER)
            place.write_bytes(notebooks.dump(judged_class.release))
        convert(Autograde, config, chapter=CHAPTER, student=student)
        mine = notebooks.load(desk.step("autograded") / student / CHAPTER / f"{CHAPTER}.ipynb")
        theirs = notebooks.load(tmp_path / "theirs" / student / CHAPTER / f"{CHAPTER}.ipynb")
        assert comparable(mine) == comparable(theirs), student
    assert rows(desk) == ours


def comparable(notebook):
    """Cells and their outputs; text as one string, and without what differs from run to run."""
    return [
        (
            cell["cell_type"],
            cell["source"],
            cell["metadata"],
            [joined(output) for output in cell.get("outputs", ())],
        )
        for cell in notebook["cells"]
    ]


def joined(output):
    texts = {**output, **output.get("data", {})}
    texts.pop("data", None)
    return {
        name: "".join(value) if isinstance(value, list) else value for name, value in texts.items()
    }


def test_points_that_a_person_gave_stay(judged_class):
    judged_class.grade(executor="judged", students=["bob"])
    query = "UPDATE grade SET manual_score = 3.5 WHERE cell_id IN (SELECT id FROM base_cell"
    with sqlite3.connect(judged_class.desk.gradebook) as database:
        database.execute(query + " WHERE name = 'check_corr2d')")
    database.close()
    judged_class.grade(executor="judged", students=["bob"], force=True)
    [row] = [row for row in rows(judged_class.desk)["grades"] if row[1] == "check_corr2d"]
    assert row[3:] == (3.5, 1)  # and somebody should look whether it still holds


def test_a_duplicate_costs_nothing(judged_class, monkeypatch):
    first = judged_class.notebook(**RIGHT)
    judged_class.grade(executor="judged", students=["ada"])
    judged_class.hand_in("ada", judged_class.notebook(**{**RIGHT, "corr1d": "corr1d = 0"}), 1.8e9)
    judged_class.collect()
    judged_class.grade(executor="judged", students=["ada"])
    assert judged_class.records["ada"].points < 8

    def refuse(*arguments, **options):
        raise AssertionError("it is run again")

    monkeypatch.setattr(judged.JudgedExecute, "graded", refuse)
    first["cells"].append(notebooks.cell("markdown", "Here you are.", "note"))
    judged_class.hand_in("ada", first, 1.9e9)
    judged_class.collect()
    assert judged_class.grade(executor="judged", students=["ada"]) == ["ada"]
    assert judged_class.records["ada"].points == 8
    assert {row[2] for row in rows(judged_class.desk)["grades"] if row[0] == "ada"} == {2, 4}
    # another student's same work, and work that is asked for anew, are run
    for student, options in [("ada", {"force": True}), ("fay", {})]:
        judged_class.grade(executor="judged", students=[student], **options)
        assert judged_class.records[student].reason == "AssertionError: it is run again"
        assert not (judged_class.desk.step("autograded") / student / CHAPTER).exists()


def test_nothing_but_the_graded_notebook_and_its_time_lie_there(judged_class):
    place = judged_class.desk.step("autograded") / "ada" / CHAPTER
    (place / "old").mkdir(parents=True)
    (place / "left.txt").write_text("from an earlier grading")
    judged_class.grade(executor="judged", students=["ada"])
    assert sorted(path.name for path in place.iterdir()) == [f"{CHAPTER}.ipynb", "timestamp.txt"]


def test_entries_are_plain_data():
    entry = Entry("ada", "01", "", {"check_a": None}, {"answer_a": "No response."})
    assert entry == Entry(**vars(entry))
