import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnkit.datasets.idx import TYPES, read_idx, read_idx_dataset
from cnnkit.errors import DataError

KINDS = {np.dtype(name).newbyteorder("="): kind for kind, name in TYPES.items()}


def idx(array: np.ndarray) -> bytes:
    head = struct.pack(f">HBB{array.ndim}I", 0, KINDS[array.dtype], array.ndim, *array.shape)
    return head + array.astype(array.dtype.newbyteorder(">")).tobytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("idx")


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


arrays = st.sampled_from(list(KINDS)).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=1, max_dims=3, min_side=0))
)


@settings(max_examples=50)
@given(arrays, st.booleans())
def test_what_is_written_comes_back(folder, array, zipped):
    content = gzip.compress(idx(array)) if zipped else idx(array)
    read = read_idx(write(folder / "any", content))
    assert read.dtype == array.dtype
    assert read.dtype.isnative
    np.testing.assert_array_equal(read, array)


@settings(max_examples=50)
@given(st.data())
def test_a_file_cut_anywhere_is_refused_by_name(folder, data):
    content = idx(np.arange(24, dtype=np.uint8).reshape(2, 3, 4))
    if data.draw(st.booleans()):
        content = gzip.compress(content)
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(DataError, match=r"^images\.gz"):
        read_idx(write(folder / "images.gz", content[:cut]))


def test_cut_short(folder):
    path = write(folder / "images", idx(np.zeros((2, 3, 4), np.uint8))[:-1])
    with pytest.raises(DataError) as caught:
        read_idx(path)
    assert str(caught.value) == (
        "images: received 39 bytes. Expected 40 bytes, for shape (2, 3, 4) and type uint8. "
        f"The file is cut short. Remove {path} and load the data again."
    )


def test_too_long(folder):
    path = write(folder / "images", idx(np.zeros((2, 3, 4), np.uint8)) + b"\0")
    with pytest.raises(DataError) as caught:
        read_idx(path)
    assert str(caught.value) == (
        "images: received 41 bytes. Expected 40 bytes, for shape (2, 3, 4) and type uint8. "
        f"The file is too long. Remove {path} and load the data again."
    )


def test_header_cut_short(folder):
    path = write(folder / "images", idx(np.zeros((2, 3, 4), np.uint8))[:9])
    with pytest.raises(DataError) as caught:
        read_idx(path)
    assert str(caught.value) == (
        "images: received 9 bytes. Expected a header of 16 bytes, for 3 axes. "
        f"The file is cut short. Remove {path} and load the data again."
    )


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "(none)"),
        (b"\0\0\7\1", "00 00 07 01"),
        (b"\0\0\x08\0", "00 00 08 00"),
        (b"<!DOCTYPE html>", "3c 21 44 4f"),
    ],
)
def test_not_idx(folder, content, start):
    path = write(folder / "images", content)
    with pytest.raises(DataError) as caught:
        read_idx(path)
    assert str(caught.value) == (
        f"images: received a file that begins with the bytes {start}. Expected an IDX file, "
        "which begins with 00 00, a type and a number of axes. "
        f"Remove {path} and load the data again."
    )


def test_damaged_gzip(folder):
    content = bytearray(gzip.compress(idx(np.arange(200, dtype=np.uint8)), mtime=0))
    content[-8] ^= 1  # the checksum at the end
    path = write(folder / "labels.gz", bytes(content))
    with pytest.raises(DataError) as caught:
        read_idx(path)
    assert str(caught.value) == (
        "labels.gz: received a gzip file that cannot be unpacked (CRC check failed). "
        f"Expected a whole gzip file. Remove {path} and load the data again."
    )


@pytest.fixture
def four(folder):
    rng = np.random.default_rng(5)
    parts = {
        "train-images": rng.integers(0, 256, (6, 4, 5), np.uint8),
        "train-labels": rng.integers(0, 3, 6, np.uint8),
        "test-images": rng.integers(0, 256, (2, 4, 5), np.uint8),
        "test-labels": np.array([2, 0], np.uint8),
    }
    return [write(folder / name, idx(array)) for name, array in parts.items()], parts


def test_four_files_make_a_dataset(four):
    paths, parts = four
    data = read_idx_dataset(paths, ("a", "b", "c"))
    np.testing.assert_array_equal(data.x_train[:, 0], np.float32(parts["train-images"]) / 255)
    np.testing.assert_array_equal(data.y_train, parts["train-labels"])
    np.testing.assert_array_equal(data.x_test[:, 0], np.float32(parts["test-images"]) / 255)
    np.testing.assert_array_equal(data.y_test, parts["test-labels"])
    assert data.classes == ("a", "b", "c")


def test_labels_of_other_images_are_refused(four):
    (a, _, c, d), _ = four
    with pytest.raises(DataError) as caught:
        read_idx_dataset([a, d, c, d], ("a", "b", "c"))
    assert str(caught.value) == (
        "train-images and test-labels: received arrays of shape (6, 4, 5) and (2,), labels up to "
        "2. Expected (N, H, W) images and (N,) labels, N at least 1, labels up to 2. "
        f"Remove the files from {a.parent} and load the data again."
    )


def test_a_label_without_a_class_is_refused(four):
    paths, _ = four
    with pytest.raises(DataError, match="labels up to 2"):
        read_idx_dataset(paths, ("a", "b"))
