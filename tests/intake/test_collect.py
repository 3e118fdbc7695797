import csv
import io
import os
import zipfile

import pytest

import small_course
from autograder.course import Desk
from autograder.errors import CourseError
from autograder.intake.collect import collect

CHAPTER = small_course.CHAPTER


@pytest.fixture
def course(tmp_path):
    made = small_course.make(tmp_path / "course")
    (made.solutions / "02_filters.py").write_text("")
    return made


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "desk")


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder, path, data, at=1_700_000_000):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    os.utime(target, (at, at))


def rows(found):
    return [(row.file, row.student, row.chapter, row.outcome, row.reason) for row in found]


def test_every_file_gets_a_row_and_a_reason(course, desk, inbox, handed_in):
    whole = handed_in.bytes()
    put(inbox, "ada/anything.ipynb", whole)
    put(inbox, "ada/notes.txt", b"x")
    put(inbox, "bob/01_tiny.ipynb", whole[:400])
    put(inbox, "bob/.ipynb_checkpoints/01_tiny-checkpoint.ipynb", whole)
    put(inbox, "__MACOSX/bob/._01_tiny.ipynb", whole)
    put(inbox, "cem/hw.ipynb", b"{}")
    put(inbox, "01_tiny.ipynb", whole)
    put(inbox, "dora.zip", b"nonsense")
    assert rows(collect(course, desk, inbox)) == [
        (
            "01_tiny.ipynb",
            "",
            CHAPTER,
            "left out",
            "neither a folder nor the name tells whose it is",
        ),
        (
            "__MACOSX/bob/._01_tiny.ipynb",
            "",
            "",
            "left out",
            "a file of the system, not the student's",
        ),
        ("ada/anything.ipynb", "ada", CHAPTER, "taken", "a notebook"),
        ("ada/notes.txt", "", "", "left out", "not a notebook"),
        (
            "bob/.ipynb_checkpoints/01_tiny-checkpoint.ipynb",
            "",
            "",
            "left out",
            "a copy that Jupyter keeps",
        ),
        (
            "bob/01_tiny.ipynb",
            "bob",
            CHAPTER,
            "taken",
            "the file breaks off: its first cell is whole, the rest is lost",
        ),
        (
            "cem/hw.ipynb",
            "cem",
            "",
            "left out",
            "neither its content nor its name tells the chapter: say it with --chapter",
        ),
        ("dora.zip", "", "", "left out", "a damaged archive"),
    ]
    assert desk.submission("ada", CHAPTER).read_bytes() == whole
    stamp = desk.submission("ada", CHAPTER).with_name("timestamp.txt").read_text()
    assert stamp == "2023-11-14 22:13:20 UTC\n"
    with (desk.root / "collected.csv").open() as file:
        table = list(csv.reader(file))
    assert table[0] == ["file", "student", "chapter", "outcome", "reason"]
    assert len(table) == 9


def test_a_chapter_may_be_told(course, desk, inbox):
    put(inbox, "cem/hw.ipynb", b"{}")
    (row,) = collect(course, desk, inbox, chapter="02_filters")
    assert (row.outcome, row.chapter) == ("taken", "02_filters")
    assert row.reason == "the file is not a notebook: it has no list of cells"


def test_of_several_files_the_newest_counts(course, desk, inbox, handed_in):
    put(inbox, "ada/01_tiny.ipynb", b"old", at=1_700_000_000)
    put(inbox, "ada/01_tiny (1).ipynb", handed_in.bytes(), at=1_700_000_000)
    put(inbox, "ada/01_tiny-old.ipynb", b"older", at=1_600_000_000)
    found = collect(course, desk, inbox)
    assert [(row.outcome, row.reason) for row in found] == [
        ("taken", "a notebook"),
        ("left out", "ada/01_tiny (1).ipynb is newer"),
        ("left out", "ada/01_tiny (1).ipynb is newer"),
    ]
    assert desk.submission("ada", CHAPTER).read_bytes() == handed_in.bytes()


def test_collecting_again_changes_nothing(course, desk, inbox, handed_in):
    put(inbox, "ada/01_tiny.ipynb", handed_in.bytes())
    collect(course, desk, inbox)
    place = desk.submission("ada", CHAPTER)
    before = place.stat().st_mtime_ns
    (row,) = collect(course, desk, inbox)
    assert (row.outcome, row.reason) == ("as before", "the same file was taken earlier")
    assert place.stat().st_mtime_ns == before


def test_a_newer_file_replaces_and_the_earlier_one_is_kept(course, desk, inbox, handed_in):
    put(inbox, "ada/01_tiny.ipynb", b"first", at=1_700_000_000)
    collect(course, desk, inbox)
    put(inbox, "ada/01_tiny.ipynb", handed_in.bytes(), at=1_700_000_100)
    (row,) = collect(course, desk, inbox)
    assert row.outcome == "taken"
    aside = desk.step("earlier") / "ada" / CHAPTER / "2023-11-14_22-13-20.ipynb"
    assert aside.read_bytes() == b"first"
    put(inbox, "ada/01_tiny.ipynb", b"first", at=1_600_000_000)
    (row,) = collect(course, desk, inbox)
    assert (row.outcome, row.reason) == ("left out", "a newer one was taken earlier")
    assert desk.submission("ada", CHAPTER).read_bytes() == handed_in.bytes()


def test_a_platforms_archive_with_a_file_that_is_none(course, desk, tmp_path, handed_in):
    whole = tmp_path / "download.zip"
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("Ada L_1_assignsubmission_file/01_tiny.ipynb", handed_in.bytes())
        made.writestr("Bob B_2_assignsubmission_file/01_tiny.pdf", "%PDF")
        made.writestr("Ada L_1_assignsubmission_file/extra.pdf", "%PDF")
    assert rows(collect(course, desk, whole)) == [
        (
            "Ada L_1_assignsubmission_file/01_tiny.ipynb",
            "Ada-L-1",
            CHAPTER,
            "taken",
            "a notebook",
        ),
        ("Ada L_1_assignsubmission_file/extra.pdf", "", "", "left out", "not a notebook"),
        (
            "Bob B_2_assignsubmission_file/01_tiny.pdf",
            "Bob-B-2",
            CHAPTER,
            "taken",
            "not a notebook",
        ),
    ]
    assert desk.submission("Bob-B-2", CHAPTER).read_bytes() == b""


def test_a_file_locked_in_its_archive_is_taken_as_empty(course, desk, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("ada/01_tiny.ipynb", "x" * 50)
    data = bytearray(out.getvalue())
    data[data.index(b"x" * 50) + 3] = 0  # the checksum no longer fits
    (tmp_path / "all.zip").write_bytes(data)
    (row,) = collect(course, desk, tmp_path / "all.zip")
    assert row.outcome == "taken"
    assert row.reason.startswith("it cannot be read: Bad CRC-32")


def test_a_place_that_is_not_there(course, desk, tmp_path):
    with pytest.raises(CourseError) as error:
        collect(course, desk, tmp_path / "nowhere")
    assert str(error.value) == (
        f"collect: received {tmp_path / 'nowhere'}, which is not there. Expected a folder or a zip "
        "archive with the class's notebooks. Give the place of the download."
    )
