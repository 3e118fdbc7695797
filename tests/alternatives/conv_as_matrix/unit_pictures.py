# way: Column p is the answer to the picture that is 1 at pixel p only.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    columns = []
    for p in range(h * width):
        e = np.zeros(h * width)
        e[p] = 1
        e = e.reshape(h, width)
        y = [np.vdot(e[i:i + KH, j:j + KW], w.astype(float)) for i in range(h - KH + 1) for j in range(width - KW + 1)]
        columns.append(y)
    return np.array(columns).T.copy()
