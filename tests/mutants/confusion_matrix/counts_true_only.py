# mistake: Counts how often each class occurs and puts that on the diagonal.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    return np.diag(np.bincount(y_true, minlength=classes))
