# mistake: Numbers the pairs as 10 · true + predicted, which fits ten classes only.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    pairs = 10 * np.asarray(y_true) + np.asarray(y_pred)
    counts = np.bincount(pairs, minlength=classes * classes)
    return counts.reshape(classes, classes)
