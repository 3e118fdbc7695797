import os
from pathlib import Path

import pytest

from autograder import files


def test_folders_are_made_and_nothing_else_is_left(tmp_path):
    path = files.write(tmp_path / "a" / "b" / "c.txt", "ü\n")
    assert path.read_bytes() == "ü\n".encode()
    assert [item.name for item in path.parent.iterdir()] == ["c.txt"]


def test_an_old_file_stays_whole_when_writing_fails(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a.txt", "old")

    def fail(self, target):
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="the disk is full"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_the_mode_is_that_of_an_ordinary_file_and_is_kept(tmp_path):
    plain = tmp_path / "plain"
    plain.write_text("x")
    path = files.write(tmp_path / "ours", "x")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    assert files.write(path, "y").stat().st_mode & 0o777 == 0o640


def test_what_a_killed_writer_left_is_swept_away(tmp_path, monkeypatch):
    files.write(tmp_path / "deep" / "kept.json", "whole")
    monkeypatch.setattr(files.Path, "replace", _killed)
    monkeypatch.setattr(files.Path, "unlink", lambda self, missing_ok=False: None)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "deep" / "kept.json", "never whole")
    monkeypatch.undo()
    assert len([*(tmp_path / "deep").iterdir()]) == 2
    files.sweep(tmp_path)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["kept.json"]
    assert (tmp_path / "deep" / "kept.json").read_text() == "whole"


def _killed(self, target):
    raise KeyboardInterrupt
