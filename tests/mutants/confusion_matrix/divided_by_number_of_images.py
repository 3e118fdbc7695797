# mistake: Divides by the number of images: these are shares, not counts.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    m = np.zeros((classes, classes))
    np.add.at(m, (y_true, y_pred), 1)
    return m / len(y_true)
