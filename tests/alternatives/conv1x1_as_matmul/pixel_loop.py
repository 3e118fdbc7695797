# way: A loop over pictures and pixels, a matrix times a vector at each.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    M = np.array([[w[f, c, 0, 0] for c in range(C)] for f in range(w.shape[0])], dtype=float)
    out = np.zeros((N, len(M), H, W))
    for n, i, j in np.ndindex(N, H, W):
        out[n, :, i, j] = M @ x[n, :, i, j]
    if b is not None:
        for f in range(len(M)):
            out[:, f] += b[f]
    return out
