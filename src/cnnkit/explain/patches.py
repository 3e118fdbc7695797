"""Small parts of images: those that a unit likes, and those drawn at random."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError


def top_patches(activations: Any, images: Any, unit: int, n: int, size: int) -> np.ndarray:
    """Cut out what made a unit answer most strongly, at most once from each image.

    The places of a feature map are spread evenly over the image: the first patch begins at its
    edge and the last ends at the other. For a convolution without padding and ``size`` its
    receptive field, that is exactly what the unit saw.

    Parameters
    ----------
    activations : array
        The layer's output for these images, of shape (N, F, OH, OW).
    images : array
        Of shape (N, C, H, W).
    unit : int
        The channel.
    n : int
        How many patches.
    size : int
        Their side in pixels.

    Returns
    -------
    numpy.ndarray
        Of shape (n, C, size, size), strongest first; at equal strength the earlier image first.

    Raises
    ------
    ShapeError
        If activations and images are not four-dimensional, or differ in number.
    ParameterError
        If unit, n or size do not fit.

    Examples
    --------
    >>> images = np.zeros((2, 1, 6, 6))
    >>> images[1, 0, 4, 3] = 1
    >>> top_patches(images[:, :, 1:-1, 1:-1], images, unit=0, n=1, size=3)[0, 0]
    array([[0., 0., 0.],
           [0., 1., 0.],
           [0., 0., 0.]])
    """
    maps, pictures = to_numpy(activations), to_numpy(images)
    if maps.ndim != 4 or pictures.ndim != 4 or len(maps) != len(pictures):
        raise ShapeError(
            "top_patches",
            received=f"activations of shape {maps.shape} and images of shape {pictures.shape}",
            expected="(N, F, OH, OW) and (N, C, H, W) with the same N",
            fix="Compute the activations of a convolution for just these images",
        )
    count, channels, oh, ow = maps.shape
    h, w = pictures.shape[2:]
    if not (0 <= unit < channels and 1 <= n <= count and 1 <= size <= min(h, w)):
        raise ParameterError(
            "top_patches",
            received=f"unit={unit}, n={n}, size={size}",
            expected=f"unit from 0 to {channels - 1}, n from 1 to {count}, "
            f"size from 1 to {min(h, w)}",
            fix="Choose a channel of these maps, and no more patches than there are images",
        )
    strength = maps[:, unit].reshape(count, -1)  # (N, OH, OW) -> (N, OH*OW)
    order = (-strength.max(axis=1)).argsort(kind="stable")[:n]
    patches = []
    for m in order:
        i, j = divmod(int(strength[m].argmax()), ow)
        top = round(i * (h - size) / (oh - 1)) if oh > 1 else (h - size) // 2
        left = round(j * (w - size) / (ow - 1)) if ow > 1 else (w - size) // 2
        patches.append(pictures[m, :, top : top + size, left : left + size])
    return np.stack(patches)


def random_patches(images: Any, n: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut out patches anywhere.

    Parameters
    ----------
    images : array
        Of shape (N, C, H, W).
    n : int
        How many patches.
    size : int
        Their side in pixels.
    rng : numpy.random.Generator
        Chooses images and places.

    Returns
    -------
    numpy.ndarray
        Of shape (n, C, size, size).

    Raises
    ------
    ShapeError
        If the images are not (N, C, H, W), or smaller than a patch.

    Examples
    --------
    >>> random_patches(np.zeros((2, 3, 20, 30)), 50, 6, np.random.default_rng(0)).shape
    (50, 3, 6, 6)
    """
    pictures = to_numpy(images)
    if pictures.ndim != 4 or not len(pictures) or min(pictures.shape[2:]) < size or size < 1:
        raise ShapeError(
            "random_patches",
            received=f"images of shape {pictures.shape} for patches of {size} × {size}",
            expected="images of shape (N, C, H, W), none smaller than a patch",
            fix="Stack the images, or take smaller patches",
        )
    count, _, h, w = pictures.shape
    places = zip(
        rng.integers(count, size=n),
        rng.integers(h - size + 1, size=n),
        rng.integers(w - size + 1, size=n),
        strict=True,
    )
    patches = [pictures[m, :, i : i + size, j : j + size] for m, i, j in places]
    return np.stack(patches) if patches else np.empty((0, pictures.shape[1], size, size))
