"""Images small enough to print: the course's first pictures."""

from typing import NamedTuple

import numpy as np


class WorkedExample(NamedTuple):
    """A patch of an image and the filter that slides over it.

    Attributes
    ----------
    patch : numpy.ndarray
        float64 of shape (6, 6).
    filter : numpy.ndarray
        float64 of shape (3, 3).
    """

    patch: np.ndarray
    filter: np.ndarray


def worked_example() -> WorkedExample:
    """Return the 6 × 6 patch and the X-shaped filter that the course computes by hand.

    Returns
    -------
    WorkedExample
        ``patch`` of shape (6, 6), from 0 to 1, and ``filter`` of shape (3, 3), 0 or 1.

    Examples
    --------
    >>> patch, w = worked_example()
    >>> float(round((patch[1:4, 0:3] * w).sum(), 6))
    2.1
    """
    patch = [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.2, 0.8, 0.0, 0.3, 0.6, 0.0],
        [0.2, 0.9, 0.0, 0.3, 0.8, 0.0],
        [0.3, 0.8, 0.7, 0.8, 0.9, 0.0],
        [0.0, 0.0, 0.0, 0.2, 0.8, 0.0],
        [0.0, 0.0, 0.0, 0.2, 0.2, 0.0],
    ]
    cross = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    return WorkedExample(np.array(patch), np.array(cross, dtype=np.float64))


class VolumeExample(NamedTuple):
    """An image of three channels, two filters as deep as it is, and their biases.

    Attributes
    ----------
    x : numpy.ndarray
        float64 of shape (3, 5, 5).
    w : numpy.ndarray
        float64 of shape (2, 3, 3, 3).
    b : numpy.ndarray
        float64 of shape (2,).
    """

    x: np.ndarray
    w: np.ndarray
    b: np.ndarray


def volume_example() -> VolumeExample:
    """Return the volume and the two filters whose products the course lays open.

    Small whole numbers, to be multiplied in the head; no slice is symmetric, and no two are alike.
    With stride 2 and padding 1 they give two maps of 3 × 3.

    Returns
    -------
    VolumeExample
        ``x`` of shape (3, 5, 5), from 0 to 2; ``w`` of shape (2, 3, 3, 3), from −1 to 1; ``b`` of
        shape (2,).

    Examples
    --------
    >>> x, w, b = volume_example()
    >>> w.size + b.size
    56
    """
    red = [[0, 1, 1, 2, 0], [2, 0, 1, 0, 1], [1, 1, 0, 2, 2], [0, 2, 1, 1, 0], [1, 0, 2, 0, 1]]
    green = [[1, 0, 2, 1, 1], [0, 1, 0, 2, 0], [2, 0, 1, 0, 1], [1, 1, 0, 1, 2], [0, 2, 1, 0, 0]]
    blue = [[2, 1, 0, 0, 1], [1, 2, 1, 0, 0], [0, 1, 2, 1, 0], [1, 0, 0, 2, 1], [2, 0, 1, 1, 2]]
    first = [
        [[1, 0, -1], [1, 1, 0], [0, -1, 1]],
        [[0, 1, 0], [-1, 0, 1], [1, 0, 0]],
        [[-1, 0, 0], [0, 1, 0], [0, 1, -1]],
    ]
    second = [
        [[0, 1, 1], [0, -1, 0], [1, 0, -1]],
        [[1, 0, 0], [1, 1, -1], [0, 0, 1]],
        [[0, -1, 1], [1, 0, 0], [-1, 1, 0]],
    ]
    return VolumeExample(
        np.array([red, green, blue], dtype=np.float64),
        np.array([first, second], dtype=np.float64),
        np.array([1.0, 0.0]),
    )


def digit() -> np.ndarray:
    """Draw a 4, in the size of MNIST's digits.

    Three strokes of a soft pen; no file is read and no one's handwriting is used.

    Returns
    -------
    numpy.ndarray
        float32 of shape (28, 28), from 0 (paper) to 1 (ink).

    Examples
    --------
    >>> digit().shape, digit().size
    ((28, 28), 784)
    """
    strokes = [  # (row, column) from, to
        ((5.0, 9.5), (15.5, 7.0)),
        ((15.5, 7.0), (14.5, 20.5)),
        ((4.5, 18.5), (23.0, 17.0)),
    ]
    i, j = np.mgrid[0:28, 0:28]
    ink = np.zeros((28, 28))
    for (i0, j0), (i1, j1) in strokes:
        along = ((i - i0) * (i1 - i0) + (j - j0) * (j1 - j0)) / ((i1 - i0) ** 2 + (j1 - j0) ** 2)
        along = along.clip(0, 1)  # the nearest point of the stroke to each pixel
        distance = np.hypot(i - i0 - along * (i1 - i0), j - j0 - along * (j1 - j0))
        ink = np.maximum(ink, 2.0 - distance)  # full inside one pixel, gone beyond two
    return ink.clip(0, 1).astype(np.float32)
