# mistake: Reshapes to blocks, which works only without overlap and remainder.
import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    f = {"max": np.max, "avg": np.mean, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    kh, kw = (k, k) if isinstance(k, int) else k
    N, C, H, W = x.shape
    return f[mode](x.astype(float).reshape(N, C, H // kh, kh, W // kw, kw), axis=(3, 5))
