# mistake: Makes the matrix of the same size as the picture (zero padding at the end).
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h, width
    M = np.zeros((OH * OW, h * width))
    for i in range(OH):
        for j in range(OW):
            for u in range(KH):
                for v in range(KW):
                    if i + u < h and j + v < width:
                        M[i * OW + j, (i + u) * width + (j + v)] = w[u, v]
    return M
