import hashlib
import importlib
import io
import tarfile

import numpy as np
import pytest

from cnnkit.datasets import cifar10
from cnnkit.datasets.cifar import TEST_MEMBER, TRAIN_MEMBERS
from cnnkit.datasets.download import RemoteFile
from cnnkit.errors import DataError

module = importlib.import_module("cnnkit.datasets.cifar10")


@pytest.fixture
def served(server, data_dir, monkeypatch):
    rng = np.random.default_rng(6)
    images = rng.integers(0, 256, (6, 3, 32, 32), np.uint8)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for n, name in enumerate((*TRAIN_MEMBERS, TEST_MEMBER)):
            record = bytes([n]) + images[n].tobytes()
            info = tarfile.TarInfo(name)
            info.size = len(record)
            tar.addfile(info, io.BytesIO(record))
    content = buffer.getvalue()
    name = "cifar-10-binary.tar.gz"
    server.files[name] = content
    file = RemoteFile(name, hashlib.sha256(content).hexdigest(), (server.url("good"),))
    monkeypatch.setattr(module, "ARCHIVE", file)
    return server, images


def test_training_and_test_batches(served):
    _, images = served
    data = cifar10()
    np.testing.assert_array_equal(data.x_train, np.float32(images[:5]) / 255)
    np.testing.assert_array_equal(data.y_train, [0, 1, 2, 3, 4])
    np.testing.assert_array_equal(data.x_test, np.float32(images[5:]) / 255)
    np.testing.assert_array_equal(data.y_test, [5])
    assert data.classes[6] == "frog"


def test_without_a_network_the_small_fashion_mnist_is_pointed_at(served):
    server, _ = served
    server.files.clear()
    with pytest.raises(DataError, match=r'fashion_mnist\(subset="small"\) always works\.$'):
        cifar10()
