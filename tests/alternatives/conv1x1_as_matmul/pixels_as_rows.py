# way: Every pixel is a row: transpose, one product, transpose back.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    F = len(w)
    pixels = np.moveaxis(x, 1, -1).reshape(-1, C)
    y = np.dot(pixels, w[:, :, 0, 0].T.astype(np.float64))
    if b is not None:
        y = y + b
    return np.ascontiguousarray(np.moveaxis(y.reshape(N, H, W, F), -1, 1))
