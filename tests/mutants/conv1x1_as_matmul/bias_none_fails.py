# mistake: Adds b without looking whether it is None.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)
    return (y + b[:, None]).reshape(N, -1, H, W)
