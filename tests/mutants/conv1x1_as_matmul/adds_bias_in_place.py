# mistake: Adds the bias into x before the product, which changes the input and weights the bias.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    if b is not None:
        x += b[:1].astype(x.dtype)
    return (w[:, :, 0, 0].astype(float) @ x.reshape(N, C, H * W)).reshape(N, -1, H, W)
