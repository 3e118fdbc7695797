"""Whatever is handed in: a row, a grade, a reason; and nobody else's grade changes."""

import json
import os

import pytest

import small_class
from autograder.records import gradebook
from faults.broken import CHAPTER, FAULTS, Student
from small_class import RIGHT

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.xdist_group("faults")]


@pytest.fixture(scope="module")
def broken_class(tmp_path_factory):
    """Everybody hands in something broken, and ada and zoe hand in what is right."""
    made = small_class.make(tmp_path_factory.mktemp("faults"))
    inbox = made.course.root / "inbox"
    for fault in FAULTS:
        fault.hand_in(Student(inbox / fault.name, made.notebook(**RIGHT), made.release))
    (inbox / "nobody").mkdir()
    for name in ("ada", "zoe"):
        made.hand_in(name, made.notebook(**RIGHT))
    made.rows = made.collect()
    made.grade(executor="judged", jobs=len(os.sched_getaffinity(0)))
    return made


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_is_graded_for_what_it_is_worth(fault, broken_class):
    record = broken_class.records[fault.name]
    said = [record.reason, *record.remarks, *(row.reason for row in rows_of(broken_class, fault))]
    said += [f"{item.exercise}: {item.mistake} {item.says}" for item in record.exercises]
    assert record.points == fault.points, (fault.what, said)
    assert fault.says in "\n".join(said), fault.what


def rows_of(broken_class, fault):
    return [row for row in broken_class.rows if row.file.startswith(f"{fault.name}/")]


def test_the_others_have_every_point(broken_class):
    assert [broken_class.records[name].points for name in ("ada", "zoe")] == [8, 8]


def test_nobody_is_lost_and_nobody_is_there_twice(broken_class):
    names = sorted([*(fault.name for fault in FAULTS), "ada", "zoe"])
    assert sorted(broken_class.records) == names
    with gradebook.opened(broken_class.desk) as book:
        found = gradebook.standings(book)
    assert sorted(item.student for item in found) == names
    points = {item.student: item.points for item in found}
    assert points == {name: broken_class.records[name].points for name in names}


def test_every_file_has_a_row(broken_class):
    inbox = broken_class.course.root / "inbox"
    files = {path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if not path.is_dir()}
    rows = {row.file for row in broken_class.rows}
    unpacked = {name for name in files if name.endswith(".zip")}
    assert files - unpacked <= rows
    assert all(any(row.startswith(name[:-4]) for row in rows) for name in unpacked)
    assert all(row.reason for row in broken_class.rows)


def test_nothing_is_left_half_written(broken_class):
    desk = broken_class.desk.root
    assert [path for path in desk.rglob(".*") if path.is_file()] == []
    for path in (*desk.rglob("*.ipynb"), *desk.rglob("*.json")):
        if "submitted" not in path.relative_to(desk).parts:
            json.loads(path.read_text(encoding="utf-8"))
    outside = broken_class.course.root.parent / f"{CHAPTER}.ipynb"
    assert not outside.exists()


def test_there_are_forty_and_each_says_what_is_wrong():
    assert len(FAULTS) >= 40
    assert len({fault.what for fault in FAULTS}) == len(FAULTS)
