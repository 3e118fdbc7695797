import datetime
import io
import os
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from autograder.intake import arrivals as module
from autograder.intake.arrivals import arrivals


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            info = zipfile.ZipInfo(name.replace("__", "/"), (2026, 1, 31, 12, 30, 0))
            made.writestr(info, data)
    return out.getvalue()


def paths(found):
    return [(str(item.path), item.fault) for item in found]


def test_a_folder_with_folders_and_archives(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "a.ipynb").write_bytes(b"1")
    (tmp_path / "bob.zip").write_bytes(archive(x__b="2", c="3"))
    found = arrivals(tmp_path)
    assert paths(found) == [("ada/a.ipynb", ""), ("bob/c", ""), ("bob/x/b", "")]
    assert [item.read() for item in found] == [b"1", b"3", b"2"]


def test_one_archive_with_archives_in_it(tmp_path):
    whole = tmp_path / "class.zip"
    whole.write_bytes(archive(ada=b"1", **{"bob.zip": archive(b="2", **{"c.zip": b"deeper"})}))
    assert paths(arrivals(whole)) == [("ada", ""), ("bob/b", ""), ("bob/c.zip", "")]


def test_damaged_archives_and_links_are_named(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK nonsense")
    (tmp_path / "b.zip").write_bytes(archive(**{"c.zip": "nonsense"}))
    (tmp_path / "d").symlink_to("/etc/passwd")
    assert paths(arrivals(tmp_path)) == [
        ("a.zip", "a damaged archive"),
        ("b/c.zip", "a damaged archive"),
        ("d", "a link, not a file"),
    ]


def test_a_path_out_of_an_archive_is_only_a_name(tmp_path):
    whole = tmp_path / "class.zip"
    whole.write_bytes(archive(**{"../../evil": "1", "/abs": "2"}))
    assert [item.path for item in arrivals(whole)] == [PurePosixPath("abs"), PurePosixPath("evil")]
    assert not Path(tmp_path.parent, "evil").exists()


def test_no_more_is_read_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 10)
    (tmp_path / "big").write_bytes(b"x" * 1000)
    (tmp_path / "z.zip").write_bytes(archive(big="x" * 1000))
    assert [len(item.read()) for item in arrivals(tmp_path)] == [11, 11]


def test_when_a_file_was_changed(tmp_path):
    path = tmp_path / "a"
    path.write_text("x")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (tmp_path / "z.zip").write_bytes(archive(b="x"))
    first, second = arrivals(tmp_path)
    assert first.when == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.UTC)
    local = datetime.datetime(2026, 1, 31, 12, 30).astimezone()
    assert second.when == local


@pytest.mark.parametrize("date", [(1980, 0, 0, 0, 0, 0), (2026, 13, 1, 0, 0, 0)])
def test_an_impossible_date_in_an_archive(tmp_path, date):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("a")
        info.date_time = date
        made.writestr(info, "x")
    (tmp_path / "z.zip").write_bytes(out.getvalue())
    (found,) = arrivals(tmp_path / "z.zip")
    assert found.when.year == 1980


def test_what_is_no_file_is_named_and_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    (found,) = arrivals(tmp_path)
    assert (found.fault, found.read()) == ("neither a file nor a folder", b"")


def test_a_file_that_goes_away_meanwhile_is_named(tmp_path, monkeypatch):
    (tmp_path / "gone.ipynb").write_text("{}")
    monkeypatch.setattr(module, "_changed", lambda path: path.with_name("moved").stat())
    (found,) = arrivals(tmp_path)
    assert found.fault == "it cannot be read: No such file or directory"


def test_an_archive_of_too_many_files_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MEMBERS", 2)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.ipynb", "{}")
    (found,) = arrivals(tmp_path)
    assert found.fault == "an archive of 3 files: more than 2 are not unpacked"
