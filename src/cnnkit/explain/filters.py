"""The first filters: of a trained network, and of an algorithm that never saw a label."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.layers import Conv2d, Layer


def first_filters(model: Layer) -> np.ndarray:
    """Return the filters of the first convolution: the only ones that look at pixels.

    Parameters
    ----------
    model : Layer
        A network.

    Returns
    -------
    numpy.ndarray
        A copy of the weights, of shape (F, C, KH, KW).

    Raises
    ------
    ParameterError
        If the network has no convolution.

    Examples
    --------
    >>> from cnnkit.models import lenet5
    >>> first_filters(lenet5()).shape
    (6, 1, 5, 5)
    """
    for layer in model.named_layers().values():
        if isinstance(layer, Conv2d):
            return to_numpy(layer.weight.value).copy()
    raise ParameterError(
        "first_filters",
        received=f"{type(model).__name__} without a Conv2d",
        expected="a network with a convolution",
        fix="Take a convolutional network, such as lenet5()",
    )


def whiten(patches: Any, strength: float = 0.1) -> np.ndarray:
    """Take away what patches share: brightness, contrast, and that neighbours agree.

    Parameters
    ----------
    patches : array
        Of shape (N, C, K, K), from 0 to 1.
    strength : float
        Variances below about this value are not blown up.

    Returns
    -------
    numpy.ndarray
        Of the same shape, float64; each direction has a variance near 1.

    References
    ----------
    A. Coates, A. Ng: *Learning Feature Representations with K-means*, 2012.

    Examples
    --------
    >>> patches = np.random.default_rng(0).random((500, 1, 3, 3)).cumsum(axis=3)
    >>> bool(np.abs(np.corrcoef(whiten(patches)[:, 0, 0, :2].T)[0, 1]) < 0.3)
    True
    """
    x = to_numpy(patches).astype(float)
    flat = x.reshape(len(x), -1)  # (N, C, K, K) -> (N, D)
    flat = flat - flat.mean(axis=1, keepdims=True)
    flat = flat / np.sqrt(flat.var(axis=1, keepdims=True) + 1e-3)
    flat = flat - flat.mean(axis=0)
    variances, directions = np.linalg.eigh(flat.T @ flat / len(flat))
    turn = (directions / np.sqrt(np.maximum(variances, 0) + strength)) @ directions.T
    return (flat @ turn).reshape(x.shape)


def kmeans_filters(
    patches: Any, k: int, rng: np.random.Generator, *, steps: int = 20
) -> np.ndarray:
    """Sort whitened patches into k groups by direction; the groups' means look like filters.

    On colour photographs they are edges and opposed colours, as in a trained first layer: much
    of what a network learns there is in the statistics of images. A group that loses all its
    patches begins again at a patch drawn at random.

    Parameters
    ----------
    patches : array
        Of shape (N, C, K, K), usually from `whiten`.
    k : int
        How many groups.
    rng : numpy.random.Generator
        Chooses where they begin.
    steps : int
        How often the groups are formed anew.

    Returns
    -------
    numpy.ndarray
        Filters of length 1, of shape (k, C, K, K), the largest group first.

    Raises
    ------
    ShapeError
        If there are fewer patches than groups, or they are not (N, C, K, K).

    References
    ----------
    A. Coates, A. Ng: *Learning Feature Representations with K-means*, 2012.

    Examples
    --------
    >>> patches = np.random.default_rng(0).normal(size=(200, 3, 4, 4))
    >>> kmeans_filters(patches, 8, np.random.default_rng(1)).shape
    (8, 3, 4, 4)
    """
    x = to_numpy(patches).astype(float)
    if x.ndim != 4 or not 1 <= k <= len(x):
        raise ShapeError(
            "kmeans_filters",
            received=f"patches of shape {x.shape} for {k} groups",
            expected="patches of shape (N, C, K, K), at least as many as groups",
            fix="Draw more patches with random_patches",
        )
    flat = x.reshape(len(x), -1)  # (N, C, K, K) -> (N, D)
    centres = _unit(flat[rng.choice(len(flat), k, replace=False)])
    sizes = np.zeros(k, dtype=int)
    for _ in range(steps):
        likeness = flat @ centres.T  # (N, k): each patch goes to the centre it resembles most
        group = np.abs(likeness).argmax(axis=1)
        weights = np.zeros_like(likeness)
        rows = np.arange(len(flat))
        weights[rows, group] = likeness[rows, group]  # a patch and its negative pull alike
        sizes = np.bincount(group, minlength=k)
        centres = weights.T @ flat
        empty = sizes == 0
        centres[empty] = flat[rng.choice(len(flat), int(empty.sum()))]
        centres = _unit(centres)
    order = (-sizes).argsort(kind="stable")
    return centres[order].reshape(k, *x.shape[1:])


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
