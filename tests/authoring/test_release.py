import json

import nbformat
import pytest

import small_course
from autograder import notebooks
from autograder.authoring import percent, source
from autograder.authoring.release import release
from autograder.course import Desk
from autograder.errors import CourseError


def made(desk, text=small_course.SOURCE):
    chapter = percent.parse("01_tiny", text)
    return release(desk, chapter.name, source.notebook(chapter))


def test_the_students_notebook_is_valid_and_without_answers(tmp_path):
    data = made(Desk(tmp_path))
    nbformat.validate(json.loads(data))
    assert b"SOLUTION" not in data
    assert b"turned = " not in data
    cells = {notebooks.grade_id(cell): cell for cell in json.loads(data)["cells"]}
    answer = "".join(cells["answer_conv2d_true"]["source"])
    assert answer == (
        "def conv2d_true(x, w):\n"
        '    """The same, with the filter turned by half a turn."""\n'
        "    # Your code goes here, in place of the next line.\n"
        '    raise NotImplementedError("This is yours to write: put your own code in place of '
        'this line.")'
    )
    assert cells["check_corr2d"]["metadata"]["editable"] is False
    assert cells["answer_corr2d"]["metadata"]["deletable"] is False


def test_the_bytes_are_the_same_every_time_and_no_gradebook_is_made(tmp_path):
    first = made(Desk(tmp_path / "a"))
    assert made(Desk(tmp_path / "a")) == first
    assert made(Desk(tmp_path / "b")) == first
    assert b"\r" not in first
    assert first.endswith(b"}\n")
    assert not (tmp_path / "a" / "gradebook.db").exists()


def test_what_nbgrader_refuses_is_one_sentence(tmp_path):
    text = small_course.SOURCE.replace("    return out\n    ### END SOLUTION", "    return out")
    with pytest.raises(CourseError) as error:
        made(Desk(tmp_path), text)
    assert str(error.value) == (
        "01_tiny: received this from nbgrader: RuntimeError: no end solution statement found. "
        "Expected a source that nbgrader can release. Mend the chapter's source, or use a new "
        "folder for the gradebook."
    )
