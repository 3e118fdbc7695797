# mistake: Takes h for the number of columns and width for the number of rows.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = width - KH + 1, h - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    M[i * OW + j, (i + u) * h + (j + v)] = w[u, v]
    return M
