# way: collections.Counter over the pairs; returns a list of lists.
import numpy as np
from collections import Counter


def confusion_matrix(y_true, y_pred, classes):
    seen = Counter(zip(list(map(int, y_true)), list(map(int, y_pred))))
    return [[seen[(row, col)] for col in range(classes)] for row in range(classes)]
