# mistake: Leaves out the bias.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    return (w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)).reshape(N, -1, H, W)
