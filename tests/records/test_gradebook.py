import sqlite3

import pytest

import small_class
import small_course
from autograder.authoring import percent, source
from autograder.authoring.release import release
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.records import gradebook

pytestmark = pytest.mark.xdist_group("records")


def test_it_is_the_database_that_nbgrader_would_make(tmp_path):
    gradebook.create(Desk(tmp_path))
    gradebook.create(Desk(tmp_path))
    with gradebook.opened(Desk(tmp_path)) as database:
        assert database.assignments == []
    rows = sqlite3.connect(tmp_path / "gradebook.db").execute("SELECT * FROM alembic_version")
    assert len(rows.fetchall()) == 1


def test_the_release_is_the_one_that_the_build_makes(tmp_path):
    course = small_course.make(tmp_path)
    known = gradebook.learn(course, Desk(tmp_path / "desk"), "01_tiny")
    made = source.notebook(percent.parse("01_tiny", small_course.SOURCE))
    assert known == release(Desk(tmp_path / "build"), "01_tiny", made)
    assert gradebook.order_of(Desk(tmp_path / "desk"), "01_tiny") == [
        "corr1d",
        "corr2d",
        "conv2d_true",
    ]


def test_exercises_cannot_change_once_they_are_graded(empty_class):
    empty_class.hand_in("ada", empty_class.release)
    empty_class.collect()
    empty_class.grade()
    worded_anew = small_course.SOURCE.replace("# # Tiny", "# # Tiny, worded anew")
    small_course.make(empty_class.course.root, worded_anew)
    gradebook.learn(empty_class.course, empty_class.desk, small_class.CHAPTER)
    fewer = worded_anew.partition("# %% setup\nfrom math")[0]
    small_course.make(empty_class.course.root, fewer)
    with pytest.raises(CourseError, match="there are submissions associated with it"):
        gradebook.learn(empty_class.course, empty_class.desk, small_class.CHAPTER)


def test_a_teachers_correction_counts(empty_class):
    empty_class.hand_in("ada", empty_class.release)
    empty_class.collect()
    empty_class.grade()
    with gradebook.opened(empty_class.desk) as database:
        grade = database.find_grade("check_corr2d", "01_tiny", "01_tiny", "ada")
        grade.manual_score = 3.5
        comment = database.find_comment("answer_corr2d", "01_tiny", "01_tiny", "ada")
        comment.manual_comment = "good idea"
        database.db.commit()
        (found,) = gradebook.standings(database)
    assert found.points == 3.5
    assert found.comments == ("good idea",)


def test_what_it_has_been_told_it_is_not_told_again(empty_class, monkeypatch):
    course, desk = empty_class.course, empty_class.desk

    def refuse(*arguments, **options):
        raise AssertionError("it is told again")

    monkeypatch.setattr(gradebook, "release", refuse)
    before = gradebook.learn(course, desk, small_class.CHAPTER)
    assert before == desk.release(small_class.CHAPTER).read_bytes()
    changes = [
        lambda: desk.gradebook.unlink(),
        lambda: desk.release(small_class.CHAPTER).write_bytes(b"{}"),
        lambda: desk.release(small_class.CHAPTER).unlink(),
        lambda: monkeypatch.setattr(gradebook, "STUB", "another"),
        lambda: (course.solutions / f"{small_class.CHAPTER}.py").write_text(
            small_course.SOURCE + "\n# %% [markdown]\n# More.\n"
        ),
    ]
    for change in changes:
        monkeypatch.undo()
        gradebook.learn(course, desk, small_class.CHAPTER)
        monkeypatch.setattr(gradebook, "release", refuse)
        change()
        with pytest.raises(AssertionError, match="it is told again"):
            gradebook.learn(course, desk, small_class.CHAPTER)


def test_a_damaged_database_is_refused_and_left_as_it_is(tmp_path):
    desk = Desk(tmp_path)
    desk.gradebook.write_bytes(b"no database at all" * 100)
    with pytest.raises(CourseError, match="Move it away and grade again"):
        gradebook.create(desk)
    assert desk.gradebook.read_bytes() == b"no database at all" * 100
