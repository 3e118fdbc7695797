"""Open the files that ship inside the package, and check that they are whole."""

import hashlib
from pathlib import Path

import numpy as np

from cnnkit.errors import DataError

FOLDER = Path(__file__).parent / "data"

# Each checksum also stands in data/README.md.
SHA256 = {
    "fashion_mnist_small.npz": "f3dace508fc788056b643aaec2cdbfcc8f12aa5c2c276f0e3e6aaf54469e10d1",
    "photographs.npz": "a95d5d9decd3620adec654b4e96f82a18542c11baa2b16d5fdfc1407451c26e2",
}


def bundled(name: str) -> dict[str, np.ndarray]:
    """Read one bundled ``.npz`` file.

    Parameters
    ----------
    name : str
        A file of the package's ``data`` folder.

    Returns
    -------
    dict of str to numpy.ndarray
        The arrays by name.

    Raises
    ------
    DataError
        If the file is missing or its checksum is wrong.

    Examples
    --------
    >>> bundled("fashion_mnist_small.npz")["x_test"].shape
    (1000, 28, 28)
    """
    path = FOLDER / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            name,
            received=f"no readable file at {path}",
            expected="the file that ships with cnnkit",
            fix="Install cnnkit again",
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        raise DataError(
            name,
            received=f"a file of {len(content)} bytes with SHA-256 {found}",
            expected=f"SHA-256 {SHA256[name]}",
            fix=f"The file {path} is damaged. Install cnnkit again",
        )
    with np.load(path, allow_pickle=False) as archive:
        return {member: archive[member] for member in archive.files}
