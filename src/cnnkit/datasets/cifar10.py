"""CIFAR-10: 32 × 32 colour pictures of things and animals, ten classes."""

from cnnkit.datasets.cifar import read_cifar
from cnnkit.datasets.dataset import Dataset, prepare
from cnnkit.datasets.download import RemoteFile, fetch

CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
ARCHIVE = RemoteFile(
    "cifar-10-binary.tar.gz",
    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    ("https://www.cs.toronto.edu/~kriz/",),
)


def cifar10() -> Dataset:
    """Load CIFAR-10; the first call downloads 170 MB.

    Returns
    -------
    Dataset
        50,000 + 10,000 images of shape (N, 3, 32, 32), float32 from 0 to 1, channels red,
        green, blue; labels of shape (N,), int64.

    Raises
    ------
    DataError
        If the archive is damaged or cannot be downloaded.

    References
    ----------
    A. Krizhevsky: *Learning Multiple Layers of Features from Tiny Images*, 2009.
    """
    offline = 'Without a network, fashion_mnist(subset="small") always works'
    path = fetch("cifar10", ARCHIVE, without=offline)
    x_train, y_train, x_test, y_test = read_cifar(path)
    return Dataset(*prepare(x_train, y_train), *prepare(x_test, y_test), CLASSES)
