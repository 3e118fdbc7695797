"""Fashion-MNIST: 28 × 28 grey pictures of clothes, ten classes."""

from pathlib import Path
from typing import Literal

from cnnkit.datasets.bundled import bundled
from cnnkit.datasets.dataset import Dataset, prepare
from cnnkit.datasets.download import RemoteFile, fetch
from cnnkit.datasets.idx import read_idx_dataset
from cnnkit.errors import ParameterError

CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
DEBIAN = Path("/usr/share/datasets/fashion-mnist")  # package dataset-fashion-mnist
HOMES = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
)
FILES = tuple(
    RemoteFile(name, sha256, HOMES)
    for name, sha256 in (
        (
            "train-images-idx3-ubyte.gz",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        (
            "train-labels-idx1-ubyte.gz",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        (
            "t10k-images-idx3-ubyte.gz",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        (
            "t10k-labels-idx1-ubyte.gz",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    )
)


def fashion_mnist(subset: Literal["small"] | None = None) -> Dataset:
    """Load Fashion-MNIST, whole or the small part that ships with cnnkit.

    The small part has 600 training and 100 test images of every class, in mixed order. It is
    too small to compare accuracies with published ones.

    Parameters
    ----------
    subset : "small" or None
        "small" reads 6,000 + 1,000 images from the package. None reads all 60,000 + 10,000:
        from Debian's package ``dataset-fashion-mnist`` where that is installed, else
        downloaded (31 MB, once).

    Returns
    -------
    Dataset
        Images of shape (N, 1, 28, 28), float32 from 0 to 1; labels of shape (N,), int64.

    Raises
    ------
    DataError
        If a file is damaged or cannot be downloaded.
    ParameterError
        If ``subset`` is neither "small" nor None.

    References
    ----------
    H. Xiao, K. Rasul, R. Vollgraf: *Fashion-MNIST: a Novel Image Dataset for Benchmarking
    Machine Learning Algorithms*, 2017, arXiv:1708.07747.

    Examples
    --------
    >>> data = fashion_mnist(subset="small")
    >>> data
    Dataset(6,000 training and 1,000 test images of 1 × 28 × 28, 10 classes)
    >>> data.x_train.shape, data.classes[data.y_train[0]]
    ((6000, 1, 28, 28), 'Pullover')
    """
    if subset == "small":
        part = bundled("fashion_mnist_small.npz")
        return Dataset(
            *prepare(part["x_train"], part["y_train"]),
            *prepare(part["x_test"], part["y_test"]),
            CLASSES,
        )
    if subset is not None:
        raise ParameterError(
            "fashion_mnist",
            received=f"subset={subset!r}",
            expected='"small" or None',
            fix='Write fashion_mnist(subset="small"), or fashion_mnist() for all images',
        )
    paths = [DEBIAN / file.name for file in FILES]
    if not all(path.exists() for path in paths):
        offline = 'Without a network, fashion_mnist(subset="small") always works'
        paths = [fetch("fashion_mnist", file, without=offline) for file in FILES]
    return read_idx_dataset(paths, CLASSES)
