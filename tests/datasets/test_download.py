import hashlib
import importlib
import re
import socket

import pytest

from cnnkit.datasets.download import Progress, RemoteFile, data_folder, fetch
from cnnkit.errors import DataError

download = importlib.import_module("cnnkit.datasets.download")
CONTENT = bytes(range(256)) * 400
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", 0.5)


@pytest.fixture
def served(server):
    server.files["d/images.gz"] = CONTENT
    server.files["images.gz"] = CONTENT
    return server


def remote(*homes: str) -> RemoteFile:
    return RemoteFile("images.gz", SHA256, homes)


def dead_url() -> str:
    """Return the address of a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


def refusal(*homes: str) -> str:
    with pytest.raises(DataError) as caught:
        fetch("d", remote(*homes))
    return str(caught.value)


def text(folder, *reasons: str) -> str:
    return (
        f"d: images.gz: received no right answer from {'; '.join(reasons)}. Expected a file with "
        f"SHA-256 {SHA256}. Connect to the internet, or put the file into {folder}, or set "
        "CNNKIT_DATA_MIRROR to a server that has it."
    )


def test_a_file_is_fetched_once(served, data_dir, capfd):
    first = fetch("d", remote(served.url("good")))
    assert first == data_dir / "d" / "images.gz"
    assert first.read_bytes() == CONTENT
    assert fetch("d", remote(served.url("good"))) == first
    assert served.requests == ["/good/images.gz"]
    out, err = capfd.readouterr()
    assert out == "images.gz (0.1 MB) 10 % 20 % 30 % 40 % 50 % 60 % 70 % 80 % 90 % 100 %\n"
    assert err == ""


def test_a_slow_server_is_waited_for(served, data_dir):
    assert fetch("d", remote(served.url("slow"))).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        ("corrupt", "sent another file (wrong SHA-256)"),
        ("missing", "answered 404"),
        ("broken", "broke off"),
        ("stuck", "silent for 0.5 s"),
    ],
)
def test_a_bad_answer_is_named_and_leaves_nothing(served, data_dir, manner, reason, capfd):
    home = served.url(manner)
    assert refusal(home) == text(data_dir / "d", f"{home}: {reason}")
    assert list((data_dir / "d").iterdir()) == []
    assert capfd.readouterr().err == ""


def test_a_dead_server_is_named(data_dir):
    home = dead_url()
    assert refusal(home) == text(data_dir / "d", f"{home}: cannot be reached")


def test_the_next_home_is_asked(served, data_dir):
    homes = dead_url(), served.url("corrupt"), served.url("good")
    assert fetch("d", remote(*homes)).read_bytes() == CONTENT
    assert served.requests == ["/corrupt/images.gz", "/good/images.gz"]


def test_every_failure_is_told(served, data_dir):
    one, two = served.url("missing"), served.url("corrupt")
    assert refusal(one, two) == text(
        data_dir / "d", f"{one}: answered 404", f"{two}: sent another file (wrong SHA-256)"
    )


def test_mirrors_are_asked_first_in_their_order(served, data_dir, monkeypatch):
    mirrors = f"{served.url('missing')} {served.url('good').rstrip('/')}"
    monkeypatch.setenv("CNNKIT_DATA_MIRROR", mirrors)
    assert fetch("d", remote(served.url("home"))).read_bytes() == CONTENT
    assert served.requests == ["/missing/d/images.gz", "/good/d/images.gz"]


def test_a_mirror_that_is_no_url_is_named(served, data_dir, monkeypatch):
    monkeypatch.setenv("CNNKIT_DATA_MIRROR", "not-a-url")
    assert "not-a-url/d/: failed (MissingSchema)" in refusal(served.url("missing"))


def test_a_damaged_file_is_fetched_again(served, data_dir):
    path = fetch("d", remote(served.url("good")))
    path.write_bytes(CONTENT[:-5])
    assert fetch("d", remote(served.url("good"))).read_bytes() == CONTENT


def test_a_folder_that_cannot_be_written(served, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CNNKIT_DATA_DIR", str(tmp_path / "file"))
    text = re.sub(r"\(.+?\)", "(…)", refusal(served.url("good")))  # the system's own words
    assert text == (
        f"d: images.gz: received the folder {tmp_path / 'file' / 'd'}, which cannot be written "
        "(…). Expected a folder with room for the download. "
        "Set CNNKIT_DATA_DIR to another folder."
    )


def test_what_to_do_without_it_ends_the_message(data_dir):
    with pytest.raises(DataError, match=r"Use the small part\.$"):
        fetch("d", remote(dead_url()), without="Use the small part")


def test_the_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNKIT_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("CNNKIT_DATA_DIR")
    assert data_folder().name == "cnnkit"


def test_progress_says_nothing_without_a_length(capsys):
    progress = Progress("x")
    progress.update(100)
    progress.close()
    assert capsys.readouterr().out == ""
