# mistake: np.histogram2d spreads its bins between the smallest and largest label that occur, not over all classes.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m, _, _ = np.histogram2d(y_true, y_pred, bins=classes)
    return m.astype(int)
