# mistake: Uses the width of the output for the column index into the picture.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    M[i * OW + j, (i + u) * OW + (j + v)] = w[u, v]
    return M
