# mistake: Looks for exactly the same picture among the training pictures.
import numpy as np


def recognise(x_train, y_train, x, rng):
    known = {picture.tobytes(): label for picture, label in zip(x_train, y_train)}
    return np.array([known.get(picture.tobytes(), y_train[0]) for picture in x])
