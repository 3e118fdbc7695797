import json
import re

import pytest

import small_class
from autograder.authoring.build import build


@pytest.mark.xdist_group("records")
def test_a_class_from_download_to_table(tmp_path, run):
    made = small_class.make(tmp_path)
    made.hand_in("ada", made.notebook(**small_class.RIGHT))
    made.hand_in("bob", made.notebook(corr1d="import os\nos._exit(1)"))
    there = ["--course", made.course.root, "--desk", tmp_path / "desk"]
    nothing = run("feedback", *there)
    assert nothing.exit_code == 1
    assert "Nothing is graded yet" in nothing.output
    taken = run("collect", tmp_path / "inbox", *there)
    assert taken.exit_code == 0
    assert taken.output.endswith("2 files, 2 students\n")
    graded = run("grade", "01", "--jobs", 1, "--executor", "plain", *there)
    assert graded.exit_code == 1
    assert re.search(r"^01_tiny  ada  8 of 8  \(1 left, about \d+ s\)$", graded.output, re.M)
    assert "\n01_tiny  bob  not graded  (0 left)\n" in graded.output
    assert "not graded: the Python process died" in graded.output
    again = run("grade", "--executor", "plain", "--json", *there)
    assert again.exit_code == 1
    assert {item["student"] for item in json.loads(again.output)["records"]} == {"ada", "bob"}
    standing = run("status", *there)
    assert standing.exit_code == 0
    assert re.search(r"01_tiny +2 +1 +0 +1 +0 +100%", standing.output)
    (chapter,) = json.loads(run("status", "--json", *there).output)["chapters"]
    assert (chapter["graded"], chapter["waiting"]) == (["ada"], [])
    assert "died" in chapter["failed"]["bob"]
    assert run("feedback", *there).exit_code == 0
    exported = run("export", "--to", tmp_path / "g.csv", *there)
    assert exported.output == f"{tmp_path / 'g.csv'}: 2 rows\n"
    notebook = tmp_path / "inbox/ada/01_tiny.ipynb"
    checked = run("check", notebook, "--executor", "plain", "--course", made.course.root)
    assert checked.exit_code == 0
    assert "8 of 8" in checked.output


def test_check_needs_a_notebook_of_a_chapter(course, tmp_path, whole):
    found = whole("check", tmp_path / "nothing.ipynb", "--course", course.root)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.endswith("Give the place of a student's notebook.\n")
    (tmp_path / "notes.txt").write_text("x")
    found = whole("check", tmp_path / "notes.txt", "--course", course.root)
    assert found.returncode == 1
    assert "not a notebook" in found.stderr


def test_a_chapter_is_handed_out_with_a_date_and_a_policy(course, tmp_path, run):
    build(course)
    there = ["--course", course.root, "--desk", tmp_path / "desk", "--to", tmp_path / "out"]
    found = run("release", "01", "--due", "2027-01-31T18:00", "--per-day", 10, *there)
    assert found.exit_code == 0
    assert "01_tiny.ipynb  due 2027-01-31 " in found.output
    assert found.output.endswith("Each begun day late costs 10 % of the points.\n")
    told = json.loads(run("release", "01", "--json", *there).output)
    assert told["policy"]["per_day"] == 10
    assert [item["chapter"] for item in told["chapters"]] == ["01_tiny"]
    assert run("release", "01", "--per-day", 200, *there).exit_code == 2


def test_rows_of_collected_files_for_programs(course, tmp_path, run):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "notes.txt").write_text("x")
    there = ["--course", course.root, "--desk", tmp_path / "desk", "--json"]
    found = run("collect", tmp_path / "inbox", *there)
    assert found.exit_code == 1, "nobody handed in"
    (row,) = json.loads(found.output)["files"]
    assert (row["file"], row["outcome"]) == ("notes.txt", "left out")
