"""The classic filters, made by hand: each a few numbers that blur, sharpen or find edges."""

import numpy as np

_LINE = np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]])
_FALLING = np.array([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]])
_SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def hand_made_filters() -> dict[str, np.ndarray]:
    """Return the filters of chapter 02 by name, for cross-correlation (not flipped).

    The last two are printed in lecture notes under the names given here, and do something else.

    Returns
    -------
    dict of str to numpy.ndarray
        float64, most of shape (3, 3).

    Examples
    --------
    >>> filters = hand_made_filters()
    >>> filters["sharpen"].tolist()
    [[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]
    >>> float(filters["emboss"].sum())
    1.0
    """
    binomial = np.array([1, 4, 6, 4, 1])
    taps = {
        "nothing at all": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        "difference": [[1, -1]],
        "box blur": np.ones((3, 3)) / 9,
        "soft blur": np.outer(binomial, binomial) / 256,
        "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
        "edges": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
        "level lines": _LINE,
        "upright lines": _LINE.T,
        "falling lines": _FALLING,
        "rising lines": _FALLING[:, ::-1],
        "edge enhance": [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
        "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
        "slanted edges": [[1, 1, 0], [1, 0, -1], [0, -1, -1]],
        "Sobel x": _SOBEL,
        "Sobel y": _SOBEL.T,
        "printed as a slanted edge": [[0.6, 0.2, 0], [0.2, 0, 0.2], [0, 0.2, 0.6]],
        "printed as edge enhance": [[-1, 0, -1], [0, 0, 0], [-1, 0, -1]],
    }
    return {name: np.array(values, dtype=np.float64) for name, values in taps.items()}
