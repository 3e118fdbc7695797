"""Find examples that lie close together."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError


def nearest_neighbours(features: Any, query: Any, n: int) -> np.ndarray:
    """Find the examples that lie closest to a query, by Euclidean distance.

    distance² = Σ (features[m] − query)²

    Close in pixels and close in a network's features are two things; compare them. A query that
    is itself among the features is found first.

    Parameters
    ----------
    features : array
        M examples, of shape (M, ...); all axes but the first are one vector.
    query : array
        One example of shape (...), or Q of shape (Q, ...).
    n : int
        How many.

    Returns
    -------
    numpy.ndarray
        Their indices, nearest first, of shape (n,) or (Q, n); at equal distance the smaller
        index comes first.

    Raises
    ------
    ShapeError
        If query and features do not fit together.
    ParameterError
        If ``n`` is not between 1 and M.

    Examples
    --------
    >>> nearest_neighbours(np.array([[0.0, 0.0], [3.0, 4.0], [1.0, 0.0]]), np.array([0.9, 0.0]), 2)
    array([2, 0])
    """
    features, query = to_numpy(features).astype(float), to_numpy(query).astype(float)
    if query.shape not in (features.shape[1:], (len(query), *features.shape[1:])):
        raise ShapeError(
            "nearest_neighbours",
            received=f"a query of shape {query.shape} for features of shape {features.shape}",
            expected=f"a query of shape {features.shape[1:]}, or several of them",
            fix="Take both from the same layer",
        )
    if not 1 <= n <= len(features):
        raise ParameterError(
            "nearest_neighbours",
            received=f"n={n}",
            expected=f"from 1 to {len(features)}, the number of examples",
            fix="Ask for fewer",
        )
    flat = features.reshape(len(features), -1)  # (M, ...) -> (M, D)
    one = query.ndim == features.ndim - 1
    queries = query.reshape(1 if one else len(query), -1)  # (Q, ...) -> (Q, D)
    found = [((flat - q) ** 2).sum(axis=1).argsort(kind="stable")[:n] for q in queries]
    return found[0] if one else np.array(found).reshape(len(queries), n)
