import io
import tarfile

import numpy as np
import pytest

from cnnkit.datasets.cifar import RECORD, TEST_MEMBER, TRAIN_MEMBERS, parse_cifar, read_cifar
from cnnkit.errors import DataError


def batch(count: int, seed: int) -> tuple[bytes, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, 3, 32, 32), np.uint8)
    labels = rng.integers(0, 10, count, np.uint8)
    content = b"".join(
        bytes([label]) + image.tobytes() for label, image in zip(labels, images, strict=True)
    )
    return content, images, labels


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def test_a_batch_is_cut_into_images_and_labels():
    content, images, labels = batch(3, seed=1)
    got_images, got_labels = parse_cifar(content, "batch")
    np.testing.assert_array_equal(got_images, images)
    np.testing.assert_array_equal(got_labels, labels)


def test_planes_are_red_green_blue():
    content = bytes([0]) + b"\x01" * 1024 + b"\x02" * 1024 + b"\x03" * 1024
    images, _ = parse_cifar(content, "batch")
    np.testing.assert_array_equal(images[0, :, 5, 7], [1, 2, 3])


@pytest.mark.parametrize("size", [0, 1, RECORD - 1, RECORD + 1])
def test_a_batch_cut_inside_a_record_is_refused(size):
    with pytest.raises(DataError) as caught:
        parse_cifar(bytes(size), "data_batch_1.bin")
    assert str(caught.value) == (
        f"data_batch_1.bin: received {size} bytes. Expected a whole number of records of 3073 "
        "bytes, at least one. The file is cut short or is not CIFAR-10's binary version. "
        "Load the data again."
    )


def test_a_label_that_does_not_exist_is_refused():
    content = bytes(RECORD) + bytes([10]) + bytes(RECORD - 1)
    with pytest.raises(DataError) as caught:
        parse_cifar(content, "data_batch_1.bin")
    assert str(caught.value) == (
        "data_batch_1.bin: received the label 10 in record 1. Expected labels from 0 to 9. The "
        "file is damaged or is not CIFAR-10's binary version. Load the data again."
    )


@pytest.fixture(scope="module")
def parts():
    return {name: batch(2, seed) for seed, name in enumerate((*TRAIN_MEMBERS, TEST_MEMBER))}


@pytest.fixture(scope="module")
def whole(parts):
    """An archive whose members do not lie in order."""
    names = sorted(parts, reverse=True)
    return archive({"cifar-10-batches-bin/readme.html": b"-"} | {n: parts[n][0] for n in names})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cifar.tar.gz"


def test_batches_come_in_order(path, parts, whole):
    path.write_bytes(whole)
    x_train, y_train, x_test, y_test = read_cifar(path)
    np.testing.assert_array_equal(x_train, np.concatenate([parts[n][1] for n in TRAIN_MEMBERS]))
    np.testing.assert_array_equal(y_train, np.concatenate([parts[n][2] for n in TRAIN_MEMBERS]))
    np.testing.assert_array_equal(x_test, parts[TEST_MEMBER][1])
    np.testing.assert_array_equal(y_test, parts[TEST_MEMBER][2])


def test_nothing_is_unpacked_to_disk(path, whole):
    path.write_bytes(whole)
    read_cifar(path)
    assert list(path.parent.iterdir()) == [path]


def test_an_archive_without_a_batch_is_refused(path, parts):
    path.write_bytes(archive({name: parts[name][0] for name in TRAIN_MEMBERS}))
    with pytest.raises(DataError) as caught:
        read_cifar(path)
    assert str(caught.value) == (
        f"cifar.tar.gz: received an archive without {TEST_MEMBER}. Expected CIFAR-10's binary "
        f"version, with six batches. Remove {path} and load the data again."
    )


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.9, 0.9999])
def test_an_archive_cut_short_is_refused_by_name(path, whole, part):
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(DataError, match=r"^cifar\.tar\.gz"):
        read_cifar(path)


@pytest.mark.parametrize("place", [20_000, -6])
def test_a_damaged_archive_is_refused_by_name(path, whole, place):
    content = bytearray(whole)
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"^cifar\.tar\.gz"):
        read_cifar(path)


def test_something_else_is_refused(path):
    path.write_bytes(b"<!DOCTYPE html>")
    with pytest.raises(DataError) as caught:
        read_cifar(path)
    assert str(caught.value) == (
        "cifar.tar.gz: received an archive that cannot be read (Not a gzipped file (b'<!')). "
        f"Expected a whole .tar.gz file. Remove {path} and load the data again."
    )
