# mistake: Writes all taps next to each other and forgets that a row of the picture lies between them.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            start = i * width + j
            M[i * OW + j, start:start + KH * KW] = w.ravel()[:h * width - start]
    return M
