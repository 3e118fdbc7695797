# mistake: Returns the accuracy, a single number.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    return np.mean(y_true == y_pred)
