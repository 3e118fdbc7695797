# mistake: Two mistakes: the taps are flipped, and the matrix is transposed.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    M[i * OW + j, (i + u) * width + (j + v)] = w[KH - 1 - u, KW - 1 - v]
    return M.T.copy()
