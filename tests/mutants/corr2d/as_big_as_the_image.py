# mistake: The output has the size of the image, with zeros where the window no longer fits.
import numpy as np


def corr2d(x, w):
    y = np.zeros(x.shape)
    h, b = w.shape
    for i in range(x.shape[0] - h + 1):
        for j in range(x.shape[1] - b + 1):
            y[i, j] = (x[i:i+h, j:j+b] * w).sum()
    return y
