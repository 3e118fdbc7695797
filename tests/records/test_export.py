import csv
import json

import pytest

from autograder.records import gradebook
from autograder.records.export import GradesCsv, _safe, export
from small_class import CHAPTER

pytestmark = pytest.mark.xdist_group("records")
HEAD = (
    "student,assignment,submitted,corr1d,corr2d,conv2d_true,"
    "late penalty,score,max score,named mistakes,notes"
)


@pytest.fixture
def rows(graded, tmp_path):
    assert export(graded.desk, tmp_path / "grades.csv") == 8
    text = (tmp_path / "grades.csv").read_text()
    assert text.splitlines()[0] == HEAD
    return {row["student"]: row for row in csv.DictReader(text.splitlines())}


def test_everybody_has_a_row_with_points_mistakes_and_notes(rows):
    assert list(rows) == ["ada", "bob", "cem", "dora", "eve", "fay", "gus", "hal"]
    assert list(rows["ada"].values()) == [
        "ada", CHAPTER, "2023-11-14 22:13:20", "2", "4", "2", "0", "8", "8", "", "",
    ]  # fmt: skip
    assert rows["bob"]["named mistakes"].startswith("corr2d: filter-flipped")
    assert rows["dora"]["notes"] == "NOT GRADED: the Python process died while the notebook ran"
    assert rows["dora"]["score"] == "0"
    assert rows["eve"]["notes"].startswith("corr2d: SyntaxError")
    assert rows["gus"]["notes"].startswith("the file is not a notebook")


def test_the_same_rows_for_programs(graded, rows, tmp_path):
    assert export(graded.desk, tmp_path / "grades.json") == 8
    listed = json.loads((tmp_path / "grades.json").read_text())
    assert {row["student"]: row for row in listed} == rows


def test_nbgraders_export_writes_the_same_table(graded, rows, tmp_path):
    with gradebook.opened(graded.desk) as database:
        plugin = GradesCsv(to=str(tmp_path / "theirs.csv"))
        plugin.export(database)
        one = GradesCsv(to=str(tmp_path / "one.csv"), student=["bob"], assignment=[CHAPTER])
        one.export(database)
    assert (tmp_path / "theirs.csv").read_text() == (tmp_path / "grades.csv").read_text()
    assert len((tmp_path / "one.csv").read_text().splitlines()) == 2


def test_who_handed_in_has_a_row_before_grading_too(empty_class, tmp_path):
    empty_class.hand_in("ada", empty_class.release)
    empty_class.collect()
    assert export(empty_class.desk, tmp_path / "g.csv") == 1
    (row,) = csv.DictReader((tmp_path / "g.csv").read_text().splitlines())
    assert (row["student"], row["score"], row["notes"]) == ("ada", "0", "NOT GRADED YET")


def test_a_correction_by_hand_and_a_missing_record_are_noted(empty_class, tmp_path):
    empty_class.hand_in("ada", empty_class.release)
    empty_class.hand_in("bob", empty_class.release)
    empty_class.collect()
    empty_class.grade()
    with gradebook.opened(empty_class.desk) as database:
        database.find_grade("check_corr2d", "01_tiny", "01_tiny", "ada").manual_score = 3.5
        comment = database.find_comment("answer_corr2d", "01_tiny", "01_tiny", "ada")
        comment.manual_comment = "=good"
        database.db.commit()
    empty_class.desk.record("bob", CHAPTER).unlink()
    export(empty_class.desk, tmp_path / "g.csv")
    ada, bob = csv.DictReader((tmp_path / "g.csv").read_text().splitlines())
    assert (ada["corr2d"], ada["score"]) == ("3.5", "3.5")
    assert ada["notes"] == "corr2d: corrected by hand; comment: =good"
    assert bob["notes"] == "no record of how this was graded"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_text_becomes_a_formula(text):
    assert _safe(text) == "'" + text
    assert _safe("a" + text) == "a" + text
