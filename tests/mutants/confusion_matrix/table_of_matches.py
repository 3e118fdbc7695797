# mistake: Compares each label with each prediction, which gives a table of images, not of classes.
import numpy as np


def confusion_matrix(y_true, y_pred, classes):
    return (y_true[:, None] == y_pred[None, :]).astype(int)
