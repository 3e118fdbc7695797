# way: Counts in a float array, as np.zeros makes it: the numbers are whole all the same.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes))
    for i in range(len(y_true)):
        matrix[y_true[i]][y_pred[i]] += 1
    return matrix
