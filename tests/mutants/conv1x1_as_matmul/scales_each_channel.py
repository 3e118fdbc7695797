# mistake: Multiplies channel c by one number and does not mix the channels.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    F = w.shape[0]
    out = np.zeros((N, F, H, W))
    for f in range(F):
        out[:, f] = x[:, f % C] * w[f, f % C, 0, 0].astype(float)
        if b is not None:
            out[:, f] += b[f]
    return out
