"""Read IDX files, the format of MNIST and Fashion-MNIST.

An IDX file is: two zero bytes, one byte for the type, one byte for the number of axes,
one big-endian 32-bit size per axis, then the elements in row-major order, big-endian.
"""

import gzip
import struct
import zlib
from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np

from cnnkit.datasets.dataset import Dataset, prepare
from cnnkit.errors import DataError

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
GZIP_MAGIC = b"\x1f\x8b"


def read_idx(path: str | Path) -> np.ndarray:
    """Read one IDX file into an array.

    A file that begins as gzip is unpacked on the way, whatever its name says.

    Parameters
    ----------
    path : str or Path
        The file, plain or gzipped.

    Returns
    -------
    numpy.ndarray
        An array with the file's own shape and type, in this machine's byte order.

    Raises
    ------
    DataError
        If the file is not IDX, is cut short, or holds more than its header says.

    References
    ----------
    Y. LeCun, C. Cortes, C. Burges: *The MNIST database of handwritten digits*.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "labels-idx1-ubyte"
    >>> _ = file.write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 3]) + bytes([7, 2, 1]))
    >>> read_idx(file)
    array([7, 2, 1], dtype=uint8)
    """
    path = Path(path)
    content = _unpacked(path)
    zeros, kind, axes = struct.unpack_from(">HBB", content) if len(content) >= 4 else (1, 0, 0)
    if zeros or kind not in TYPES or not axes:
        raise DataError(
            path.name,
            received=f"a file that begins with the bytes {content[:4].hex(' ') or '(none)'}",
            expected="an IDX file, which begins with 00 00, a type and a number of axes",
            fix=_fix(path),
        )
    start = 4 + 4 * axes
    if len(content) < start:
        raise DataError(
            path.name,
            received=f"{len(content)} bytes",
            expected=f"a header of {start} bytes, for {axes} axes",
            fix=f"The file is cut short. {_fix(path)}",
        )
    shape = struct.unpack_from(f">{axes}I", content, 4)
    dtype = np.dtype(TYPES[kind])
    wanted = start + dtype.itemsize * prod(shape)
    if len(content) != wanted:
        raise DataError(
            path.name,
            received=f"{len(content)} bytes",
            expected=f"{wanted} bytes, for shape {shape} and type {dtype.name}",
            fix=f"The file is {'cut short' if len(content) < wanted else 'too long'}. {_fix(path)}",
        )
    values = np.frombuffer(content, dtype, offset=start).reshape(shape)
    return values.astype(dtype.newbyteorder("="))


def read_idx_dataset(paths: Sequence[Path], classes: tuple[str, ...]) -> Dataset:
    """Read the four files of MNIST or one of its likes.

    Parameters
    ----------
    paths : sequence of Path
        Training images, training labels, test images, test labels.
    classes : tuple of str
        The names of the classes, in the order of their labels.

    Returns
    -------
    Dataset
        Images of shape (N, 1, H, W), float32 from 0 to 1; labels of shape (N,), int64.

    Raises
    ------
    DataError
        If a file is damaged, or images and labels do not belong together.
    """
    x_train, y_train, x_test, y_test = (read_idx(path) for path in paths)
    for (images, labels), x, y in (
        (paths[:2], x_train, y_train),
        (paths[2:], x_test, y_test),
    ):
        if x.ndim != 3 or y.shape != x.shape[:1] or not len(x) or y.max() >= len(classes):
            raise DataError(
                f"{images.name} and {labels.name}",
                received=f"arrays of shape {x.shape} and {y.shape}, "
                f"labels up to {y.max() if y.size else '(none)'}",
                expected="(N, H, W) images and (N,) labels, N at least 1, "
                f"labels up to {len(classes) - 1}",
                fix=f"Remove the files from {images.parent} and load the data again",
            )
    return Dataset(*prepare(x_train, y_train), *prepare(x_test, y_test), classes)


def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(GZIP_MAGIC):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            path.name,
            received=f"a gzip file that cannot be unpacked ({error})",
            expected="a whole gzip file",
            fix=_fix(path),
        ) from error


def _fix(path: Path) -> str:
    return f"Remove {path} and load the data again"
