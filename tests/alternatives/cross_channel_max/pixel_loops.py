# way: Loops from minus infinity in float.
import numpy as np


def cross_channel_max(x, groups):
    N, C, H, W = x.shape
    out = np.full((N, groups, H, W), -np.inf)
    for n in range(N):
        for c in range(C):
            g = c * groups // C
            for i in range(H):
                for j in range(W):
                    if x[n, c, i, j] > out[n, g, i, j]:
                        out[n, g, i, j] = x[n, c, i, j]
    return out
