# mistake: Two at once: the frame repeats the edge, and the size is rounded up.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    x = np.pad(x.astype(float), ((ph, ph), (pw, pw)), mode="edge")
    rows = int(np.ceil((x.shape[0] - w.shape[0]) / sh)) + 1
    columns = int(np.ceil((x.shape[1] - w.shape[1]) / sw)) + 1
    z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    if i * sh + u < x.shape[0] and j * sw + v < x.shape[1]:
                        z[i, j] += x[i * sh + u, j * sw + v] * w[u, v]
    return z
