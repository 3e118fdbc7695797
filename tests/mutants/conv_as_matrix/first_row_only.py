# mistake: Writes only the filter's first row.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(1):
                for v in range(KW):
                    M[i * OW + j, (i + u) * width + (j + v)] = w[u, v]
    return M
