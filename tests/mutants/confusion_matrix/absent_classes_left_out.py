# mistake: Makes rows only for the classes that occur, so absent ones are missing.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    names = np.unique(np.concatenate([y_true, y_pred]))
    m = np.zeros((len(names), len(names)), dtype=int)
    where = {name: i for i, name in enumerate(names)}
    for t, p in zip(y_true, y_pred):
        m[where[t], where[p]] += 1
    return m
