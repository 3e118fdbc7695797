# way: Flips the image, correlates, and flips the result back: the same as flipping the filter.
import numpy as np


def conv2d_true(x, w):
    back = x[::-1, ::-1]
    h, b = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    out = np.zeros((h, b), dtype=np.float64)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            out += back[u:u + h, v:v + b] * w[u, v]
    return np.flip(out)
