# way: Copies each number with four loops.
import numpy as np


def to_channels_last(x):
    N, C, H, W = x.shape
    y = np.empty((N, H, W, C), dtype=x.dtype)
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    y[n, i, j, c] = x[n, c, i, j]
    return y
