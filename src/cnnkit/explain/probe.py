"""See whether a straight line can read a property off a layer."""

from typing import Any

import numpy as np

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError


def linear_probe(
    features: Any, labels: Any, test_features: Any, test_labels: Any, *, strength: float = 1.0
) -> float:
    """Fit a linear classifier to a layer's outputs; return its accuracy on other examples.

    W = argmin ‖X W − Y‖² + strength · N · ‖W‖², with X standardised and Y one-hot

    It tells that the property *can* be read there by a line, not that the network uses it.
    Compare with the pixels and with a network whose weights are `cnnkit.explain.randomised`.

    Parameters
    ----------
    features : array
        Of shape (N, ...), to fit on.
    labels : array
        Integers or booleans of shape (N,).
    test_features : array
        Of shape (M, ...), to measure on.
    test_labels : array
        Of shape (M,).
    strength : float
        Weight of the penalty that keeps the classifier simple.

    Returns
    -------
    float
        The share of test examples that are told right, from 0 to 1.

    Raises
    ------
    ShapeError
        If features and labels do not fit together.
    ParameterError
        If only one label occurs, or the penalty is not positive.

    References
    ----------
    G. Alain, Y. Bengio: *Understanding Intermediate Layers Using Linear Classifier Probes*, 2016.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(80, 3))
    >>> linear_probe(x[:60], x[:60, 0] > 0, x[60:], x[60:, 0] > 0, strength=0.01) > 0.8
    True
    """
    x, y = _pair(features, labels, "training")
    x_test, y_test = _pair(test_features, test_labels, "test")
    if x.shape[1] != x_test.shape[1]:
        raise ShapeError(
            "linear_probe",
            received=f"vectors of {x.shape[1]} to fit on and of {x_test.shape[1]} to measure on",
            expected="the same length",
            fix="Take both from the same layer",
        )
    classes, index = np.unique(y, return_inverse=True)
    if len(classes) < 2 or strength <= 0:
        raise ParameterError(
            "linear_probe",
            received=f"{len(classes)} kinds of labels and strength={strength:g}",
            expected="at least two kinds, and a positive strength",
            fix="Give examples with and without the property",
        )
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    x, x_test = (x - mean) / scale, (x_test - mean) / scale
    wanted = np.eye(len(classes))[index]
    rest = wanted - wanted.mean(axis=0)
    penalty = strength * len(x)
    if x.shape[1] <= len(x):
        w = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ rest)
    else:  # the same solution, with a system as large as the number of examples
        w = x.T @ np.linalg.solve(x @ x.T + penalty * np.eye(len(x)), rest)
    answers = classes[(x_test @ w + wanted.mean(axis=0)).argmax(axis=1)]
    return float((answers == y_test).mean())


def _pair(features: Any, labels: Any, which: str) -> tuple[np.ndarray, np.ndarray]:
    x, y = to_numpy(features).astype(float), to_numpy(labels)
    if x.ndim < 2 or y.shape != x.shape[:1] or not x.size:
        raise ShapeError(
            "linear_probe",
            received=f"{which} features of shape {x.shape} and labels of shape {y.shape}",
            expected="(N, ...) and (N,) with the same N, at least 1",
            fix="Give one label an example",
        )
    return x.reshape(len(x), -1), y  # (N, ...) -> (N, D)
