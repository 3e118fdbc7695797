import gzip
import hashlib
import importlib
import io
import runpy
import struct
from pathlib import Path

import numpy as np
import pytest

from cnnkit.datasets import fashion_mnist
from cnnkit.datasets.bundled import FOLDER
from cnnkit.datasets.download import RemoteFile
from cnnkit.errors import DataError, ParameterError

module = importlib.import_module("cnnkit.datasets.fashion_mnist")
ROOT = Path(__file__).resolve().parents[2]


def test_the_small_part():
    data = fashion_mnist(subset="small")
    assert data.x_train.shape == (6000, 1, 28, 28)
    assert data.x_test.shape == (1000, 1, 28, 28)
    assert data.x_train.dtype == np.float32
    assert data.y_train.dtype == np.int64
    assert (data.x_train.min(), data.x_train.max()) == (0, 1)
    np.testing.assert_array_equal(np.bincount(data.y_train), [600] * 10)
    np.testing.assert_array_equal(np.bincount(data.y_test), [100] * 10)
    assert len(data.classes) == 10


def test_the_classes_are_mixed():
    y = fashion_mnist(subset="small").y_train
    assert all(len(set(y[start : start + 100])) == 10 for start in range(0, 6000, 100))


def test_no_picture_occurs_twice():
    data = fashion_mnist(subset="small")
    pictures = {image.tobytes() for part in (data.x_train, data.x_test) for image in part}
    assert len(pictures) == 7000


def test_another_subset_is_refused():
    with pytest.raises(ParameterError) as caught:
        fashion_mnist(subset="tiny")  # pyright: ignore[reportArgumentType]
    assert str(caught.value) == (
        "fashion_mnist: received subset='tiny'. Expected \"small\" or None. "
        'Write fashion_mnist(subset="small"), or fashion_mnist() for all images.'
    )


@pytest.fixture
def miniature(server, data_dir, tmp_path, monkeypatch):
    """Serve a Fashion-MNIST of three and two images; Debian's package is not installed."""
    rng = np.random.default_rng(3)
    parts = [
        ("train-images-idx3-ubyte.gz", rng.integers(0, 256, (3, 28, 28), np.uint8)),
        ("train-labels-idx1-ubyte.gz", np.array([9, 0, 4], np.uint8)),
        ("t10k-images-idx3-ubyte.gz", rng.integers(0, 256, (2, 28, 28), np.uint8)),
        ("t10k-labels-idx1-ubyte.gz", np.array([1, 2], np.uint8)),
    ]
    files = []
    for name, array in parts:
        head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        content = gzip.compress(head + array.tobytes())
        server.files[name] = content
        files.append(RemoteFile(name, hashlib.sha256(content).hexdigest(), (server.url("good"),)))
    monkeypatch.setattr(module, "FILES", tuple(files))
    monkeypatch.setattr(module, "DEBIAN", tmp_path / "not-installed")
    return server, [array for _, array in parts]


def test_the_whole_set_is_downloaded_once(miniature):
    server, (x_train, y_train, x_test, y_test) = miniature
    for _ in range(2):
        data = fashion_mnist()
        np.testing.assert_array_equal(data.x_train[:, 0], np.float32(x_train) / 255)
        np.testing.assert_array_equal(data.y_train, y_train)
        np.testing.assert_array_equal(data.x_test[:, 0], np.float32(x_test) / 255)
        np.testing.assert_array_equal(data.y_test, y_test)
    assert len(server.requests) == 4


def test_debians_package_spares_the_download(miniature, tmp_path, monkeypatch):
    server, parts = miniature
    for name, content in server.files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(module, "DEBIAN", tmp_path)
    assert len(fashion_mnist().x_train) == len(parts[0])
    assert server.requests == []


def test_half_of_debians_package_is_not_used(miniature, tmp_path, monkeypatch):
    server, _ = miniature
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(b"")
    monkeypatch.setattr(module, "DEBIAN", tmp_path)
    assert len(fashion_mnist().x_train) == 3
    assert len(server.requests) == 4


def test_without_a_network_the_small_part_is_pointed_at(miniature):
    server, _ = miniature
    server.files.clear()
    with pytest.raises(DataError, match=r'fashion_mnist\(subset="small"\) always works\.$'):
        fashion_mnist()


needs_debian = pytest.mark.skipif(
    not (module.DEBIAN / module.FILES[0].name).exists(),
    reason="Debian's package dataset-fashion-mnist is not installed",
)


@needs_debian
def test_debians_files_are_read_whole():
    data = fashion_mnist()
    assert (data.x_train.shape, data.x_test.shape) == ((60000, 1, 28, 28), (10000, 1, 28, 28))
    np.testing.assert_array_equal(np.bincount(data.y_train), [6000] * 10)


@needs_debian
def test_the_bundled_files_are_what_the_script_draws():
    made = runpy.run_path(str(ROOT / "tools/make_fashion_mnist_small.py"))
    assert made["SMALL"] == FOLDER / "fashion_mnist_small.npz"
    for path, content in made["make"]().items():  # arrays, not bytes: zlib may be another one
        with np.load(path) as stored, np.load(io.BytesIO(content)) as drawn:
            assert stored.files == drawn.files
            for name in stored.files:
                np.testing.assert_array_equal(stored[name], drawn[name])


def test_the_held_back_images_are_not_in_the_small_part():
    made = runpy.run_path(str(ROOT / "tools/make_fashion_mnist_small.py"))
    with np.load(made["HELD_BACK"]) as held, np.load(made["SMALL"]) as part:
        np.testing.assert_array_equal(np.bincount(held["y"]), [50] * 10)
        known = {image.tobytes() for name in ("x_train", "x_test") for image in part[name]}
        assert not known & {image.tobytes() for image in held["x"]}
