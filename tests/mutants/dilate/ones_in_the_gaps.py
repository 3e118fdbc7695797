# mistake: The gaps hold ones.
import numpy as np


def dilate(w, dilation):
    rows, columns = dilation if isinstance(dilation, tuple) else (dilation, dilation)
    out = np.ones(((w.shape[0] - 1) * rows + 1, (w.shape[1] - 1) * columns + 1), w.dtype)
    for u in range(w.shape[0]):
        for v in range(w.shape[1]):
            out[u * rows, v * columns] = w[u, v]
    return out
