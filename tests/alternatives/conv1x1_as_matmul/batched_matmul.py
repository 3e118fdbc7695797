# way: (F, C) times (N, C, H*W), a matrix product for each picture.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w.reshape(-1, C).astype(float) @ x.reshape(N, C, H * W).astype(float)
    if b is not None:
        y += b[:, None]
    return y.reshape(N, w.shape[0], H, W)
