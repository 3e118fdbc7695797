# mistake: Returns a dictionary from pair to count.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    counts = {}
    for t, p in zip(y_true, y_pred):
        key = (int(t), int(p))
        counts[key] = counts.get(key, 0) + 1
    return counts
