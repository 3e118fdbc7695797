# mistake: Casts the result to the number type of the picture.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W).astype(float)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(N, w.shape[0], H, W).astype(x.dtype)
