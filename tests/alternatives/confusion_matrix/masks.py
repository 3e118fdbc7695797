# way: For each cell, the number of places where both masks are true.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    out = np.empty((classes, classes), dtype=np.int32)
    for r in range(classes):
        for c in range(classes):
            out[r, c] = np.sum((y_true == r) & (y_pred == c))
    return out
