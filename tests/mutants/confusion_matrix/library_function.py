# mistake: Calls the library's ready-made function.
import numpy as np
from cnnkit.training import confusion_matrix as ready


def confusion_matrix(y_true, y_pred, classes):
    return ready(y_true, y_pred, classes)
