import datetime

import pytest

import small_course
from autograder.authoring.build import build
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.records.handout import release
from autograder.records.lateness import Policy


def test_students_get_the_notebook_that_will_be_graded(tmp_path):
    course, desk = small_course.make(tmp_path), Desk(tmp_path / "desk")
    build(course)
    due = datetime.datetime(2027, 1, 31, 18, tzinfo=datetime.UTC)
    out = release(course, desk, [small_course.CHAPTER], tmp_path / "out", due=due, per_day=10)
    (given,) = out.chapters
    assert given.path.read_bytes() == desk.release(small_course.CHAPTER).read_bytes()
    assert given.due == datetime.datetime(2027, 1, 31, 18)
    assert out.policy == Policy(per_day=10)
    again = release(course, desk, [small_course.CHAPTER], tmp_path / "out")
    assert again.chapters == out.chapters, "a date that is known stays"


def test_a_day_without_a_time_ends_at_its_end(tmp_path):
    course, desk = small_course.make(tmp_path), Desk(tmp_path / "desk")
    build(course)
    due = datetime.datetime(2027, 1, 31, tzinfo=datetime.UTC)
    (given,) = release(course, desk, [small_course.CHAPTER], tmp_path / "out", due=due).chapters
    assert given.due == datetime.datetime(2027, 1, 31, 23, 59, 59)


def test_a_chapter_that_is_not_built_is_not_handed_out(tmp_path):
    course, desk = small_course.make(tmp_path), Desk(tmp_path / "desk")
    with pytest.raises(CourseError, match="not what solutions/ builds"):
        release(course, desk, [small_course.CHAPTER], tmp_path / "out")
    build(course)
    small_course.make(tmp_path, small_course.SOURCE.replace("# Tiny", "# Changed"))
    with pytest.raises(CourseError, match="Build first: autograder build"):
        release(course, desk, [small_course.CHAPTER], tmp_path / "out")
    assert not (tmp_path / "out").exists()
