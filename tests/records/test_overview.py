import os

from autograder import files
from autograder.course import Desk
from autograder.records.overview import overview, tables
from autograder.records.record import FAILED, GRADED, Marked, Record

CHAPTER = "01_x"


def desk_of_four(root):
    desk = Desk(root)
    for student in ("ada", "bob", "cem", "dora"):
        files.write(desk.submission(student, CHAPTER), "{}")
        os.utime(desk.submission(student, CHAPTER), (1_000, 1_000))
    half = (Marked("f", 1.0, 2.0),)
    Record("ada", CHAPTER, GRADED, "", "plain", half).save(desk.record("ada", CHAPTER))
    Record("bob", CHAPTER, FAILED, "", "plain", reason="it died").save(desk.record("bob", CHAPTER))
    Record("cem", CHAPTER, GRADED, "", "plain", half).save(desk.record("cem", CHAPTER))
    os.utime(desk.record("cem", CHAPTER), (900, 900))
    files.write(desk.step("feedback") / "ada" / CHAPTER / f"{CHAPTER}.html", "")
    return desk


def test_everybody_is_in_one_list(tmp_path):
    (found,) = overview(desk_of_four(tmp_path), [CHAPTER, "02_y"]).chapters
    assert found.graded == ("ada",)
    assert found.waiting == ("cem", "dora"), "cem handed in again, dora was never graded"
    assert found.failed == {"bob": "it died"}
    assert (found.pages, found.mean) == (1, 0.5)


def test_a_folder_without_a_notebook_counts_as_graded_when_it_was(tmp_path):
    desk = desk_of_four(tmp_path)
    desk.submission("ada", CHAPTER).unlink()
    (found,) = overview(desk, [CHAPTER]).chapters
    assert found.graded == ("ada",)


def test_tables_name_those_without_a_grade(tmp_path):
    assert tables(overview(Desk(tmp_path / "nothing"), [CHAPTER])) == []
    summary, trouble = tables(overview(desk_of_four(tmp_path), [CHAPTER]))
    assert (summary.row_count, trouble.row_count) == (1, 1)
