# way: einsum for the sum, a loop with fmax for the maximum.
import numpy as np


def global_pool(x, mode="avg"):
    N, C, H, W = x.shape
    if mode in ("avg", "sum"):
        total = np.einsum("nchw->nc", x.astype(float))
        return total / (H * W) if mode == "avg" else total
    elif mode == "max":
        best = np.full((N, C), -np.inf)
        for i in range(H):
            for j in range(W):
                best = np.fmax(best, x[:, :, i, j])
        return best
    else:
        raise ValueError(mode)
