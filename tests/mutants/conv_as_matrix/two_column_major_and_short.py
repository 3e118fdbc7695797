# mistake: Two mistakes: pixels are numbered down the columns, and the last outputs are missing.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    M[i * OW + j, (j + v) * h + (i + u)] = w[u, v]
    return M[:-1]
