"""What every loader of labelled images returns."""

from typing import NamedTuple

import numpy as np


class Dataset(NamedTuple):
    """Labelled images, split for training and testing.

    It unpacks in this order: ``x_train, y_train, x_test, y_test, classes``.

    Attributes
    ----------
    x_train, x_test : numpy.ndarray
        Images of shape (N, C, H, W), float32, from 0 (black) to 1 (white).
    y_train, y_test : numpy.ndarray
        Labels of shape (N,), int64: ``classes[y_train[n]]`` says what image n shows.
    classes : tuple of str
        The names of the classes, in the order of their labels.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: tuple[str, ...]

    def __repr__(self) -> str:
        c, h, w = self.x_train.shape[1:]
        return (
            f"Dataset({len(self.x_train):,} training and {len(self.x_test):,} test images "
            f"of {c} × {h} × {w}, {len(self.classes)} classes)"
        )


def prepare(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Turn stored bytes into what a network takes.

    Parameters
    ----------
    x : numpy.ndarray
        uint8 of shape (N, H, W) or (N, C, H, W).
    y : numpy.ndarray
        Integer labels of shape (N,).

    Returns
    -------
    x : numpy.ndarray
        float32 of shape (N, C, H, W), from 0 to 1; C is 1 where the input had no channels.
    y : numpy.ndarray
        int64 of shape (N,).

    Examples
    --------
    >>> x, y = prepare(np.full((2, 4, 5), 255, np.uint8), np.array([0, 1], np.uint8))
    >>> x.shape, float(x.max()), y.dtype
    ((2, 1, 4, 5), 1.0, dtype('int64'))
    """
    if x.ndim == 3:
        x = x[:, None]  # (N, H, W) -> (N, 1, H, W)
    return x.astype(np.float32) / np.float32(255), y.astype(np.int64)
