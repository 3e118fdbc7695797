# mistake: Returns (N, H, W, F).
import numpy as np


def conv1x1_as_matmul(x, w, b):
    y = x.transpose(0, 2, 3, 1).astype(float) @ w[:, :, 0, 0].T
    return y if b is None else y + b
