"""Two colour photographs to try filters on."""

import numpy as np

from cnnkit.datasets.bundled import bundled
from cnnkit.errors import ShapeError

LUMA = (0.299, 0.587, 0.114)  # how bright red, green and blue look (ITU-R BT.601)


def photographs() -> dict[str, np.ndarray]:
    """Load the two photographs that ship with cnnkit.

    Both are used under the licence CC BY 2.0: the temple by danielbuechele and the flower by
    vultilion, on Flickr; scaled down. See ``data/README.md``.

    Returns
    -------
    dict of str to numpy.ndarray
        "temple" and "flower", each of shape (3, 171, 256), float32 from 0 to 1, channels red,
        green, blue.

    Raises
    ------
    DataError
        If the file is damaged.

    Examples
    --------
    >>> {name: image.shape for name, image in photographs().items()}
    {'temple': (3, 171, 256), 'flower': (3, 171, 256)}
    """
    stored = bundled("photographs.npz")
    return {name: image.astype(np.float32) / np.float32(255) for name, image in stored.items()}


def to_grey(image: np.ndarray) -> np.ndarray:
    """Turn a colour image into a grey one as bright as it looks.

    grey = 0.299 red + 0.587 green + 0.114 blue

    Parameters
    ----------
    image : numpy.ndarray
        Of shape (3, H, W) or (N, 3, H, W).

    Returns
    -------
    numpy.ndarray
        Of shape (H, W) or (N, H, W).

    Raises
    ------
    ShapeError
        If there is no axis of three channels before the last two.

    Examples
    --------
    >>> to_grey(photographs()["flower"]).shape
    (171, 256)
    """
    if image.ndim not in (3, 4) or image.shape[-3] != 3:
        raise ShapeError(
            "to_grey",
            received=f"an image of shape {image.shape}",
            expected="shape (3, H, W) or (N, 3, H, W)",
            fix="Put the colour channels before height and width",
        )
    return np.einsum("...chw,c->...hw", image, np.array(LUMA, image.dtype))
