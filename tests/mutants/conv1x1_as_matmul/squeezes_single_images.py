# mistake: np.squeeze drops the axes of length 1 of the answer as well as those of w.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    y = w.reshape(w.shape[:2]).astype(float) @ x.reshape(N, C, H * W)
    if b is not None:
        y = y + b[:, None]
    return np.squeeze(y.reshape(N, -1, H, W))
