# way: Each pair becomes one number, and np.bincount counts them.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    pair = np.asarray(y_true) * classes + np.asarray(y_pred)
    return np.bincount(pair, minlength=classes * classes).reshape(classes, classes)
