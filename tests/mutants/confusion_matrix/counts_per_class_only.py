# mistake: Returns how many images of each class were right, one number a class.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    return np.array([np.sum((y_true == k) & (y_pred == k)) for k in range(classes)])
