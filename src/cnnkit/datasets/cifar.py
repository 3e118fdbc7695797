"""Read the binary version of CIFAR-10: no pickle, so nothing in a file can run.

A record is one byte for the label and 3,072 bytes for the image: 1,024 red, 1,024 green,
1,024 blue, each a 32 by 32 plane in row-major order. A batch is 10,000 records.
"""

import gzip
import tarfile
import zlib
from pathlib import Path

import numpy as np

from cnnkit.errors import DataError

IMAGE_SHAPE = (3, 32, 32)
RECORD = 1 + 3 * 32 * 32
TRAIN_MEMBERS = tuple(f"cifar-10-batches-bin/data_batch_{part}.bin" for part in range(1, 6))
TEST_MEMBER = "cifar-10-batches-bin/test_batch.bin"


def parse_cifar(content: bytes, name: str, *, classes: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """Cut one CIFAR-10 batch into images and labels.

    Parameters
    ----------
    content : bytes
        A whole number of records of 3,073 bytes.
    name : str
        What to call the batch in an error.
    classes : int
        Labels lie in 0 … classes − 1.

    Returns
    -------
    images : numpy.ndarray
        uint8 of shape (N, 3, 32, 32), with N = len(content) / 3073.
    labels : numpy.ndarray
        uint8 of shape (N,).

    Raises
    ------
    DataError
        If the batch is empty, is cut inside a record, or holds a label that does not exist.

    References
    ----------
    A. Krizhevsky: *Learning Multiple Layers of Features from Tiny Images*, 2009.

    Examples
    --------
    >>> images, labels = parse_cifar(bytes([3]) + bytes(3072), "tiny")
    >>> images.shape, labels
    ((1, 3, 32, 32), array([3], dtype=uint8))
    """
    if not content or len(content) % RECORD:
        raise DataError(
            name,
            received=f"{len(content)} bytes",
            expected=f"a whole number of records of {RECORD} bytes, at least one",
            fix="The file is cut short or is not CIFAR-10's binary version. Load the data again",
        )
    records = np.frombuffer(content, np.uint8).reshape(-1, RECORD)
    labels = records[:, 0].copy()
    if labels.max() >= classes:
        n = int(labels.argmax())
        raise DataError(
            name,
            received=f"the label {labels[n]} in record {n}",
            expected=f"labels from 0 to {classes - 1}",
            fix="The file is damaged or is not CIFAR-10's binary version. Load the data again",
        )
    return records[:, 1:].reshape(-1, *IMAGE_SHAPE).copy(), labels


def read_cifar(path: str | Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Read CIFAR-10's archive, without unpacking it to disk.

    Parameters
    ----------
    path : str or Path
        ``cifar-10-binary.tar.gz``.

    Returns
    -------
    x_train, y_train, x_test, y_test : numpy.ndarray
        Images, uint8 of shape (N, 3, 32, 32), and labels, uint8 of shape (N,).

    Raises
    ------
    DataError
        If the archive is damaged or cut short, or lacks a batch, or a batch is damaged.
    """
    path = Path(path)
    content = _members(path)
    for name in (*TRAIN_MEMBERS, TEST_MEMBER):
        if name not in content:
            raise DataError(
                path.name,
                received=f"an archive without {name}",
                expected="CIFAR-10's binary version, with six batches",
                fix=f"Remove {path} and load the data again",
            )
    train = [parse_cifar(content[name], name) for name in TRAIN_MEMBERS]
    x_train = np.concatenate([images for images, _ in train])
    y_train = np.concatenate([labels for _, labels in train])
    return x_train, y_train, *parse_cifar(content[TEST_MEMBER], TEST_MEMBER)


def _members(path: Path) -> dict[str, bytes]:
    """Read the archive to its last byte, so that the checksum at its end is checked too."""
    content = {}
    try:
        with gzip.open(path) as stream:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for member in archive:
                    if file := archive.extractfile(member):
                        content[member.name] = file.read()
            while stream.read(1 << 20):
                pass
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise DataError(
            path.name,
            received=f"an archive that cannot be read ({error})",
            expected="a whole .tar.gz file",
            fix=f"Remove {path} and load the data again",
        ) from error
    return content
