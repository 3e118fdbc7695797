# way: The product of two one-hot matrices.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    eye = np.eye(classes, dtype=int)
    return eye[y_true].T @ eye[y_pred]
