import hashlib
import importlib
import re

import pytest

from cnnkit.datasets.bundled import FOLDER, SHA256, bundled
from cnnkit.errors import DataError

module = importlib.import_module("cnnkit.datasets.bundled")
NAME = "fashion_mnist_small.npz"


@pytest.mark.parametrize("name", SHA256)
def test_each_file_is_whole_and_documented(name):
    content = (FOLDER / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256[name]
    assert f"`{name}`" in (readme := (FOLDER / "README.md").read_text("utf-8"))
    assert SHA256[name] in readme


def test_each_data_file_has_a_checksum():
    assert {path.name for path in FOLDER.iterdir()} == {*SHA256, "README.md"}


def test_a_damaged_file_is_named(tmp_path, monkeypatch):
    content = bytearray((FOLDER / NAME).read_bytes())
    content[1000] ^= 1
    (tmp_path / NAME).write_bytes(content)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(DataError) as caught:
        bundled(NAME)
    assert re.sub("[0-9a-f]{64}", "…", str(caught.value)) == (
        f"{NAME}: received a file of {len(content)} bytes with SHA-256 …. Expected SHA-256 …. "
        f"The file {tmp_path / NAME} is damaged. Install cnnkit again."
    )


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(DataError) as caught:
        bundled(NAME)
    assert str(caught.value) == (
        f"{NAME}: received no readable file at {tmp_path / NAME}. "
        "Expected the file that ships with cnnkit. Install cnnkit again."
    )
