# mistake: Multiplies in the arrays' own number type: uint8 products wrap.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0] @ x.reshape(N, C, H * W)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(N, w.shape[0], H, W)
