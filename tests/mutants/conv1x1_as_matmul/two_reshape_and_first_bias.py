# mistake: Two mistakes: reshape in place of transpose, and b[0] for all filters.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = x.reshape(N, H * W, C).astype(float) @ w[:, :, 0, 0].T
    if b is not None:
        y = y + b[0]
    return np.moveaxis(y, 2, 1).reshape(N, -1, H, W)
