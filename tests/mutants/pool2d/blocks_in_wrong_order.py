# mistake: Reshapes with the block axes in front of the positions, so pixels of different windows mix.
import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    f = {"max": np.max, "avg": np.mean, "sum": np.sum}
    if mode not in f:
        raise ValueError(mode)
    stride = k if stride is None else stride
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    v = np.lib.stride_tricks.sliding_window_view(x.astype(float), (kh, kw), axis=(2, 3))[:, :, ::sh, ::sw]
    v = np.ascontiguousarray(v)
    return f[mode](v.reshape(v.shape[:2] + (kh, kw) + v.shape[2:4]), axis=(2, 3))
