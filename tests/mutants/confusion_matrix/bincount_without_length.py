# mistake: np.bincount stops at the largest pair that occurs, so the reshape fails when the last one is absent.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    return np.bincount(y_true * classes + y_pred).reshape(classes, classes)
