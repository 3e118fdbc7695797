import dataclasses
import os

from autograder import files
from autograder.course import Desk
from autograder.records.grading import digest_of, rules_of
from autograder.records.overview import overview, tables
from autograder.records.record import FAILED, GRADED, Marked, Record

CHAPTER = "01_x"


def desk_of_four(root):
    desk = Desk(root)
    files.write(desk.release(CHAPTER), "{}")
    half = (Marked("f", 1.0, 2.0),)
    for student in ("ada", "bob", "cem", "dora"):
        files.write(desk.submission(student, CHAPTER), "{}")
    kept = {
        "ada": Record("ada", CHAPTER, GRADED, "", "plain", half),
        "bob": Record("bob", CHAPTER, FAILED, "", "plain", reason="it died"),
        "cem": Record("cem", CHAPTER, GRADED, "", "plain", half),
    }
    for student, record in kept.items():
        digest = digest_of(desk, student, CHAPTER, rules_of(b"{}", "plain", False))
        dataclasses.replace(record, digest=digest).save(desk.record(student, CHAPTER))
    files.write(desk.submission("cem", CHAPTER), '{"newer": true}')
    files.write(desk.step("feedback") / "ada" / CHAPTER / f"{CHAPTER}.html", "")
    return desk


def test_everybody_is_in_one_list(tmp_path):
    (found,) = overview(desk_of_four(tmp_path), [CHAPTER, "02_y"]).chapters
    assert found.graded == ("ada",)
    assert found.waiting == ("cem", "dora"), "cem handed in again, dora was never graded"
    assert found.failed == {"bob": "it died"}
    assert (found.pages, found.mean) == (1, 0.5)


def test_the_clock_does_not_matter(tmp_path):
    desk = desk_of_four(tmp_path)
    for path in tmp_path.rglob("*.json"):
        os.utime(path, (0, 0))
    (found,) = overview(desk, [CHAPTER]).chapters
    assert found.graded == ("ada",)


def test_tables_name_those_without_a_grade(tmp_path):
    assert tables(overview(Desk(tmp_path / "nothing"), [CHAPTER])) == []
    summary, trouble = tables(overview(desk_of_four(tmp_path), [CHAPTER]))
    assert (summary.row_count, trouble.row_count) == (1, 1)
