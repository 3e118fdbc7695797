"""MNIST: 28 × 28 grey pictures of handwritten digits, ten classes."""

from cnnkit.datasets.dataset import Dataset
from cnnkit.datasets.download import RemoteFile, fetch
from cnnkit.datasets.idx import read_idx_dataset

CLASSES = tuple("0123456789")
HOMES = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
FILES = tuple(
    RemoteFile(name, sha256, HOMES)
    for name, sha256 in (
        (
            "train-images-idx3-ubyte.gz",
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        (
            "train-labels-idx1-ubyte.gz",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        (
            "t10k-images-idx3-ubyte.gz",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        (
            "t10k-labels-idx1-ubyte.gz",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    )
)


def mnist() -> Dataset:
    """Load MNIST; the first call downloads 12 MB.

    Returns
    -------
    Dataset
        60,000 + 10,000 images of shape (N, 1, 28, 28), float32 from 0 (paper) to 1 (ink);
        labels of shape (N,), int64.

    Raises
    ------
    DataError
        If a file is damaged or cannot be downloaded.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: *Gradient-Based Learning Applied to Document
    Recognition*, Proceedings of the IEEE 86, 1998.
    """
    offline = 'Without a network, fashion_mnist(subset="small") always works'
    return read_idx_dataset([fetch("mnist", file, without=offline) for file in FILES], CLASSES)
