"""Count right and wrong answers."""

import numpy as np

from cnnkit.errors import ParameterError, ShapeError


def confusion_matrix(y_true, y_pred, classes):
    """Count how often each class was taken for each other.

    Parameters
    ----------
    y_true, y_pred
        Integer arrays of shape (N,): right classes and the network's.
    classes
        Number of classes.

    Returns
    -------
    Integer array of shape (classes, classes); rows are right classes, columns answers.

    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    array([[1, 1],
           [0, 1]])
    """
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.shape != y_pred.shape or y_true.ndim != 1:
        raise ShapeError(
            "confusion_matrix",
            received=f"y_true of shape {y_true.shape} and y_pred of shape {y_pred.shape}",
            expected="two arrays of the same shape (N,)",
            fix="Give classes, not scores: scores.argmax(axis=1)",
        )
    labels = np.concatenate([y_true, y_pred])
    if labels.size and (labels.min() < 0 or labels.max() >= classes):
        raise ParameterError(
            "confusion_matrix",
            received=f"classes from {labels.min()} to {labels.max()}",
            expected=f"from 0 to {classes - 1}",
            fix="Give the number of classes that the labels have",
        )
    counts = np.bincount(y_true * classes + y_pred, minlength=classes * classes)
    return counts.reshape(classes, classes)


def accuracy(y_true, y_pred):
    """Return the share of right answers.

    >>> accuracy(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]))
    0.75
    """
    return float(np.mean(np.asarray(y_true) == np.asarray(y_pred)))
