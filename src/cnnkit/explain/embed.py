"""Lay many-dimensional features out on paper."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError


def pca(features: Any, components: int = 2) -> np.ndarray:
    """Project features on the directions in which they vary most.

    A linear picture: distances on paper are never larger than the true ones. The sign of a
    component means nothing; here the largest weight is made positive.

    Parameters
    ----------
    features : array
        Of shape (N, ...); all axes but the first are one vector of length D.
    components : int
        How many directions, at most min(N, D).

    Returns
    -------
    numpy.ndarray
        Of shape (N, components), float64, with mean 0.

    Raises
    ------
    ParameterError
        If there are not so many directions.

    References
    ----------
    K. Pearson: *On Lines and Planes of Closest Fit to Systems of Points in Space*, 1901.

    Examples
    --------
    >>> pca(np.array([[0.0, 0.0], [2.0, 2.0], [4.0, 4.0]]), 1).round(3)
    array([[-2.828],
           [ 0.   ],
           [ 2.828]])
    """
    flat = _vectors(features, "pca")
    if not 1 <= components <= min(flat.shape):
        raise ParameterError(
            "pca",
            received=f"components={components} for {flat.shape[0]} vectors of {flat.shape[1]}",
            expected=f"from 1 to {min(flat.shape)}",
            fix="Ask for fewer directions",
        )
    centred = flat - flat.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    directions = directions[:components]
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(components), largest])
    return centred @ (directions * signs[:, None]).T


def tsne(
    features: Any,
    rng: np.random.Generator,
    *,
    perplexity: float = 30.0,
    steps: int = 500,
    lr: float = 200.0,
) -> np.ndarray:
    """Lay features out in the plane so that near ones stay near (t-SNE, exact).

    Clusters on paper are neighbourhoods; their sizes and the gaps between them mean nothing.
    Time and memory grow with N²: take at most about a thousand examples.

    Parameters
    ----------
    features : array
        Of shape (N, ...); all axes but the first are one vector.
    rng : numpy.random.Generator
        Where the first layout comes from.
    perplexity : float
        About how many neighbours a point has.
    steps : int
        How many steps of gradient descent.
    lr : float
        The learning rate. For few examples take less, about N/5: otherwise a point or two overshoot
        and stay behind, and which ones depends on how the machine rounds.

    Returns
    -------
    numpy.ndarray
        Of shape (N, 2), float64, with mean 0.

    Raises
    ------
    ParameterError
        If the perplexity is not between 1 and (N − 1) / 3.

    References
    ----------
    L. van der Maaten, G. Hinton: *Visualizing Data using t-SNE*, 2008.

    Examples
    --------
    >>> points = np.random.default_rng(0).normal(size=(40, 5))
    >>> tsne(points, np.random.default_rng(1), perplexity=5, steps=20).shape
    (40, 2)
    """
    flat = _vectors(features, "tsne")
    n = len(flat)
    if not 1 <= perplexity <= (n - 1) / 3:
        raise ParameterError(
            "tsne",
            received=f"perplexity={perplexity:g} for {n} examples",
            expected=f"from 1 to {(n - 1) / 3:.1f}, a third of the others",
            fix="Take more examples or a smaller perplexity",
        )
    p = _neighbourhoods(_squared_distances(flat), perplexity)
    p = np.maximum((p + p.T) / (2 * n), 1e-12)
    y = 1e-4 * rng.standard_normal((n, 2))
    velocity, gain = np.zeros_like(y), np.ones_like(y)
    for step in range(steps):
        closeness = 1 / (1 + _squared_distances(y))
        np.fill_diagonal(closeness, 0)
        q = np.maximum(closeness / closeness.sum(), 1e-12)
        exaggeration = 4.0 if step < steps // 4 else 1.0  # early on, clusters are drawn apart
        pull = (exaggeration * p - q) * closeness
        gradient = 4 * (pull.sum(axis=1)[:, None] * y - pull @ y)
        same = np.sign(gradient) == np.sign(velocity)
        gain = np.maximum(np.where(same, gain * 0.8, gain + 0.2), 0.01)
        velocity = (0.5 if step < steps // 4 else 0.8) * velocity - lr * gain * gradient
        y = y + velocity
        y = y - y.mean(axis=0)
    return y


def _vectors(features: Any, who: str) -> np.ndarray:
    x = to_numpy(features).astype(float)
    if x.ndim < 2 or not x.size:
        raise ShapeError(
            who,
            received=f"features of shape {x.shape}",
            expected="shape (N, ...), one row an example",
            fix="Stack the features of several examples",
        )
    return x.reshape(len(x), -1)  # (N, ...) -> (N, D)


def _squared_distances(x: np.ndarray) -> np.ndarray:
    squares = (x**2).sum(axis=1)
    return np.maximum(squares[:, None] + squares - 2 * x @ x.T, 0)


def _neighbourhoods(distances: np.ndarray, perplexity: float) -> np.ndarray:
    """Give each point a Gaussian whose width makes its perplexity right, found by halving."""
    n = len(distances)
    others = ~np.eye(n, dtype=bool)
    near = np.where(others, distances, np.inf).min(axis=1, keepdims=True)
    low, high = np.zeros((n, 1)), np.full((n, 1), np.inf)
    precision = 1 / np.maximum(np.median(distances, axis=1, keepdims=True), 1e-12)
    p = np.zeros_like(distances)
    for _ in range(64):
        p = np.where(others, np.exp(-(distances - near) * precision), 0)
        p = p / p.sum(axis=1, keepdims=True)
        entropy = -(p * np.log(np.maximum(p, 1e-300))).sum(axis=1, keepdims=True)
        wide = entropy > np.log(perplexity)
        low, high = np.where(wide, precision, low), np.where(wide, high, precision)
        precision = np.where(np.isinf(high), precision * 2, (low + high) / 2)
    return p
