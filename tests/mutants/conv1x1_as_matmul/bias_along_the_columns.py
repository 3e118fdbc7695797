# mistake: Adds b with plain broadcasting, along the last axis.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = (w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)).reshape(N, w.shape[0], H, W)
    if b is not None:
        y = y + b
    return y
