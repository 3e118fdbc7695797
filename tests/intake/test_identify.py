import datetime
from pathlib import PurePosixPath

import pytest

from autograder import notebooks
from autograder.intake import identify

CHAPTERS = ["01_tiny", "02_filters"]


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ada/01_tiny.ipynb", "ada"),
        ("ada/anything at all.ipynb", "ada"),
        ("ada/01_tiny/01_tiny.ipynb", "ada"),
        ("submitted/ada/01_tiny/01_tiny.ipynb", "ada"),
        ("01_tiny/ada/hw.ipynb", "ada"),
        ("Ada Lovelace_4711_assignsubmission_file_/hw.ipynb", "Ada Lovelace-4711"),
        ("x/Ada Lovelace_4711_assignsubmission_file/deep/hw.ipynb", "Ada Lovelace-4711"),
        ("lovelaceada_17_4711_01_tiny.ipynb", "lovelaceada-17"),
        ("lovelaceada_LATE_17_4711_01_tiny-2.ipynb", "lovelaceada-17"),
        ("hw_1_ada_attempt_2026-01-31-12-30-00_01_tiny.ipynb", "ada"),
        ("ada_01_tiny.ipynb", "ada"),
        ("01_tiny_ada.ipynb", "ada"),
        ("ada.ipynb", "ada"),
        ("ada.ipynb.txt", "ada"),
        ("01_tiny.ipynb", None),
    ],
)
def test_whose_it_is(path, student):
    assert identify.student_of(PurePosixPath(path), CHAPTERS) == student


def notebook(*names):
    cells = [notebooks.cell("code", "", name, {"nbgrader": {"grade_id": name}}) for name in names]
    return notebooks.new(cells)


@pytest.mark.parametrize(
    ("path", "cells", "chapter"),
    [
        ("ada/02_filters.ipynb", ["answer_corr1d", "check_corr1d"], "01_tiny"),
        ("ada/02_filters.ipynb", ["answer_unheard_of", "setup_1"], "02_filters"),
        ("ada/02_filters.ipynb", [], "02_filters"),
        ("02_filters/ada/hw.ipynb", [], "02_filters"),
        ("ada/chapter 02 (1).ipynb", [], "02_filters"),
        ("ada/2024.ipynb", [], None),
        ("ada/99_hw.ipynb", [], None),
        ("ada/hw.ipynb", [], None),
    ],
)
def test_which_chapter_it_is(path, cells, chapter):
    found = identify.chapter_of(PurePosixPath(path), notebook(*cells), CHAPTERS)
    assert found == chapter


def test_with_a_single_chapter_there_is_no_question():
    path = PurePosixPath("ada/hw.ipynb")
    assert identify.chapter_of(path, None, ["01_tiny"]) == "01_tiny"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["all/ada/a", "all/bob/b"], ["ada/a", "bob/b"]),
        (["x/y/ada/a", "x/y/bob/b"], ["x/y/ada/a", "x/y/bob/b"]),
        (["ada/x/a"], ["ada/x/a"]),
        (["ada/01_tiny/a", "ada/02_filters/a"], ["ada/01_tiny/a", "ada/02_filters/a"]),
        (["ada/a", "bob/b"], ["ada/a", "bob/b"]),
        ([], []),
    ],
)
def test_a_downloads_own_folder_is_no_student(paths, expected):
    found = identify.without_wrapper([PurePosixPath(path) for path in paths], CHAPTERS)
    assert [str(path) for path in found] == expected


def test_when_it_came():
    changed = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    named = PurePosixPath("hw_ada_attempt_2026-01-31-12-30-00_a.ipynb")
    local = datetime.datetime(2026, 1, 31, 12, 30).astimezone()
    assert identify.when_of(named, changed) == local
    assert identify.when_of(PurePosixPath("a.ipynb"), changed) == changed
    wrong = PurePosixPath("hw_ada_attempt_2026-99-31-12-30-00_a.ipynb")
    assert identify.when_of(wrong, changed) == changed


def test_ids_are_folders_names_and_differ():
    names = ["ada", "Ada", "a/b", "a b", "...", "***", "Jürgen Groß", "x" * 300]
    found = identify.ids_for(names)
    assert found["ada"] == "ada"
    assert found["Jürgen Groß"] == "Jürgen-Groß"
    assert len({item.casefold() for item in found.values()} - {"ada"}) == len(names) - 2
    assert len({*found.values()}) == len(names)
    for item in found.values():
        assert item.strip(".") == item != ""
        assert not {"/", " ", "*"} & {*item}
        assert len(item) <= 107
