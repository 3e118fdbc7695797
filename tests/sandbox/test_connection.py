"""Sockets that the grader opens and the kernel takes over."""

import shutil
import socket
import stat
import tempfile

import pytest

from autograder.sandbox.bubblewrap import SandboxError
from autograder.sandbox.connection import (
    CHANNELS,
    INSIDE,
    LONGEST_PATH,
    listening,
    new_connection,
    private_folder,
    written,
)


def test_the_folder_is_private_and_short():
    folder = private_folder()
    try:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(f"{folder}/k-5".encode()) <= LONGEST_PATH
    finally:
        folder.rmdir()


def test_a_long_temporary_folder_is_avoided(monkeypatch, tmp_path):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    folder = private_folder()
    try:
        assert folder.parent.as_posix() == "/tmp"
    finally:
        folder.rmdir()
    assert list(long.iterdir()) == []


def test_no_short_folder_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr("autograder.sandbox.connection.LONGEST_PATH", 5)
    with pytest.raises(SandboxError, match=r"Set TMPDIR to a shorter folder\.$"):
        private_folder()


def test_connections_differ_by_their_key(tmp_path):
    one, two = new_connection(tmp_path), new_connection(tmp_path)
    assert one["key"] != two["key"]
    assert len({one[f"{channel}_port"] for channel in CHANNELS}) == len(CHANNELS)


def test_inside_nothing_names_a_path_outside(tmp_path):
    info = new_connection(tmp_path) | {"key": b"secret"}
    inside = written(info, INSIDE)
    assert inside["ip"] == INSIDE
    assert inside["key"] == "secret"
    assert str(tmp_path) not in str(inside)
    assert written(info) == info | {"key": "secret"}


def test_clients_can_connect_before_anybody_serves():
    folder = private_folder()
    try:
        info = new_connection(folder)
        with listening(info) as sockets:
            assert set(sockets) == {f"ipc://{INSIDE}-{n}" for n in range(1, 6)}
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(f"{folder}/k-1")
        assert all(opened.fileno() == -1 for opened in sockets.values())
        with listening(info):  # a restart finds the old names in its way
            pass
    finally:
        shutil.rmtree(folder)
