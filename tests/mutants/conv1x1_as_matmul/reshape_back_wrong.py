# mistake: Multiplies rightly but reshapes (N*H*W, F) to (N, F, H, W) without moving the axis back.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    F = w.shape[0]
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C).astype(float)
    y = rows @ w[:, :, 0, 0].T
    if b is not None:
        y += b
    return y.reshape(N, F, H, W)
