import pytest

import small_course
from autograder.course import Course
from autograder.errors import CourseError


def test_chapters_are_the_sources_with_a_number(tmp_path):
    course = small_course.make(tmp_path)
    for name in ("02_more.py", "notes.py", "3_bad.py", "01_tiny.txt"):
        (course.solutions / name).write_text("")
    assert course.chapters() == ["01_tiny", "02_more"]
    assert course.chapter("02") == course.chapter("02_more") == "02_more"


def test_an_unknown_chapter_is_named_with_those_there_are(tmp_path):
    course = small_course.make(tmp_path)
    with pytest.raises(CourseError) as error:
        course.chapter("99")
    assert str(error.value) == (
        f"chapter: received '99'. Expected a chapter of {tmp_path / 'solutions'} (01_tiny). "
        "Give its number, such as 01, or its whole name."
    )


def test_the_course_is_found_from_a_folder_inside_it(tmp_path):
    small_course.make(tmp_path)
    inside = tmp_path / "work" / "01_tiny"
    inside.mkdir(parents=True)
    assert Course.find(inside).root == tmp_path


def test_outside_of_a_course_it_is_the_checkout(tmp_path):
    assert (Course.find(tmp_path).root / "autograder").is_dir()
