# way: A sum of Kronecker products: one shifted identity for the rows, a banded matrix for the columns.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OH, OW = h - KH + 1, width - KW + 1
    total = np.zeros((OH * OW, h * width))
    for u in range(KH):
        band = sum(float(w[u, v]) * np.eye(OW, width, k=v) for v in range(KW))
        total += np.kron(np.eye(OH, h, k=u), band)
    return total
