# mistake: Multiplies by w as (F, C) where (C, F) is needed, which only works if F = C.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = x.transpose(0, 2, 3, 1).reshape(-1, C).astype(float) @ w[:, :, 0, 0]
    if b is not None:
        y = y + b
    return y.reshape(N, H, W, -1).transpose(0, 3, 1, 2).copy()
