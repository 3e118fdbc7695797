import gzip
import hashlib
import importlib
import struct

import numpy as np

from cnnkit.datasets import mnist
from cnnkit.datasets.download import RemoteFile

module = importlib.import_module("cnnkit.datasets.mnist")


def test_the_four_files_are_put_in_their_places(server, data_dir, monkeypatch):
    rng = np.random.default_rng(4)
    arrays = (
        rng.integers(0, 256, (4, 28, 28), np.uint8),
        np.array([5, 0, 4, 1], np.uint8),
        rng.integers(0, 256, (2, 28, 28), np.uint8),
        np.array([7, 2], np.uint8),
    )
    files = []
    for file, array in zip(module.FILES, arrays, strict=True):
        head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        content = gzip.compress(head + array.tobytes())
        server.files[f"mnist/{file.name}"] = content
        files.append(RemoteFile(file.name, hashlib.sha256(content).hexdigest(), ()))
    monkeypatch.setattr(module, "FILES", tuple(files))
    monkeypatch.setenv("CNNKIT_DATA_MIRROR", server.url("good"))
    data = mnist()
    np.testing.assert_array_equal(data.x_train[:, 0], np.float32(arrays[0]) / 255)
    np.testing.assert_array_equal(data.y_train, arrays[1])
    np.testing.assert_array_equal(data.x_test[:, 0], np.float32(arrays[2]) / 255)
    np.testing.assert_array_equal(data.y_test, arrays[3])
    assert data.classes == tuple("0123456789")
