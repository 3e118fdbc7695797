# mistake: np.squeeze of w loses the axis of length 1 when there is one filter or one channel.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    N, C, H, W = x.shape
    m = np.squeeze(w).astype(float)
    y = m @ x.reshape(N, C, H * W).astype(float)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(N, m.shape[0], H, W)
