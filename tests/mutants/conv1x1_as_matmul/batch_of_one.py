# mistake: Reshapes to (C, N*H*W), which is right only for one picture.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0].astype(float) @ x.reshape(C, -1)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(N, -1, H, W)
