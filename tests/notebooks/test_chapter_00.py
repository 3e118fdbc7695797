"""What chapter 00 says about notebooks, checks, points and files is what happens."""

import numpy as np
import pytest

from autograder.authoring.build import build
from autograder.authoring.workcopy import refresh
from autograder.course import Course
from cnnkit.checks import check, find
from notebooks import chapters

SOURCE = chapters.source("00")

pytestmark = pytest.mark.xdist_group("chapter-00")


def says(*sentences):
    """Fail unless the prose of the chapter says this."""
    text = chapters.prose(SOURCE)
    missing = [sentence for sentence in sentences if sentence not in text]
    assert missing == []


def outputs(mark):
    """Return what the one cell containing ``mark`` put out."""
    (cell,) = [
        cell for cell in chapters.code_cells(chapters.executed(SOURCE)) if mark in cell.source
    ]
    return cell.outputs


def test_cells_remember():
    (first,), (second,) = outputs("pixels = 28 * 28"), outputs("pixels = pixels + 1")
    assert first.data["text/plain"] == str(28 * 28) == "784"
    assert second.data["text/plain"] == "785"
    says("The 4 above has 28 rows of 28 pixels", "The first time 785, the second time 786")


def test_the_device_check_speaks_in_words():
    (printed,) = outputs("backend.gpu_is_available()")
    assert printed.text in (
        "There is a GPU that the course can use. New arrays still begin on the CPU.\n",
        "There is no GPU that the course can use: everything runs on the CPU.\n",
    )


def test_there_are_six_cases():
    assert len(find("first_check").cases) == 6
    says("The check has called your function six times", "| points | 1, in one exercise |")


def less(x):
    return x - 1


def lost(x):
    x + 1


def fixed(x):
    return 42


def in_place(x):
    x += 1
    return x


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("`return x - 1`", less),
        ("`x + 1`", lost),
        ("`return 42`", fixed),
        ("`x += 1` and then `return x`", in_place),
    ],
)
def test_planted_mistakes_are_named_as_the_table_says(code, answer):
    report = check("first_check", answer)
    says(f"| {code} | {report.mistake.replace('-', ' ')} | {report.points:g} |")


def test_a_copy_is_named_in_the_notebook():
    assert check("first_check", np.copy).mistake == "nothing-added"
    (shown,) = outputs('check("first_check", np.copy)')
    assert "Looks like: nothing added." in shown.data["text/html"]
    assert shown.data["text/plain"] == "0.0"


def test_an_error_is_shown_with_its_line():
    def stops(x):
        return y + 1  # noqa: F821

    text = str(check("first_check", stops))
    assert "NameError: name 'y' is not defined" in text
    assert "your line: line" in text
    assert "in stops: return y + 1" in text


def test_the_student_s_file_is_where_it_says(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / SOURCE.name).write_bytes(SOURCE.read_bytes())
    course = Course(tmp_path)
    build(course)
    original = course.released / "00_start_here" / "00_start_here.ipynb"
    refresh(course)
    mine = tmp_path / "work" / "00_start_here" / "00_start_here.ipynb"
    assert mine.read_bytes() == original.read_bytes()
    says("`work/00_start_here/00_start_here.ipynb`; the original, in `course/`, stays as it was")
