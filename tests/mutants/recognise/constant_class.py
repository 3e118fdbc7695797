# mistake: Returns the most frequent label for every picture.
import numpy as np


def recognise(x_train, y_train, x, rng):
    most = np.bincount(y_train).argmax()
    return np.full(len(x), most)
