"""Sliding a window over a picture, with one thing at a time done wrong.

The right way is `slide`. Each misconception of chapters 01–03 is `slide` with one argument changed.
"""

from collections.abc import Callable, Iterable

import numpy as np

WRITE_THE_SUM = "here you write the sliding sum yourself"
BY_HAND = {
    "numpy.convolve": WRITE_THE_SUM,
    "numpy.correlate": WRITE_THE_SUM,
    "scipy": WRITE_THE_SUM,
    "torch": WRITE_THE_SUM,
    "cv2": WRITE_THE_SUM,
    "skimage": WRITE_THE_SUM,
    "cnnkit.functional": WRITE_THE_SUM,
    "cnnkit.layers": WRITE_THE_SUM,
}


def product_sum(window: np.ndarray, w: np.ndarray) -> float:
    """Return the sum of the products of two arrays of one shape."""
    return float((window.astype(np.float64) * w).sum())


def slide(
    x: np.ndarray,
    w: np.ndarray,
    *,
    combine: Callable[[np.ndarray, np.ndarray], float] = product_sum,
    rows: Iterable[int] | None = None,
    columns: Iterable[int] | None = None,
) -> np.ndarray:
    """Return ``combine(window, w)`` for every window of ``x`` that has the shape of ``w``.

    ``rows`` and ``columns`` are the places where windows start; by default all that fit.
    """
    x, w = np.asarray(x), np.asarray(w)
    kh, kw = w.shape
    starts_i = list(range(x.shape[0] - kh + 1) if rows is None else rows)
    starts_j = list(range(x.shape[1] - kw + 1) if columns is None else columns)
    out = np.zeros((len(starts_i), len(starts_j)))
    for i, top in enumerate(starts_i):
        for j, left in enumerate(starts_j):
            out[i, j] = combine(x[top : top + kh, left : left + kw], w)
    return out


def row(values) -> np.ndarray:
    """Return a signal as a picture of one row, so that `slide` serves in 1-D too."""
    return np.asarray(values)[None, :]
