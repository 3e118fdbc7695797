# way: A channel of ones carries the bias into the matrix.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    F = w.shape[0]
    column = np.zeros((F, 1)) if b is None else np.reshape(b, (F, 1))
    M = np.hstack([w.reshape(F, C), column]).astype(float)
    ones = np.ones((N, 1, H, W))
    xb = np.concatenate([x, ones], axis=1).transpose(1, 0, 2, 3).reshape(C + 1, -1)
    return (M @ xb).reshape(F, N, H, W).swapaxes(0, 1).copy()
