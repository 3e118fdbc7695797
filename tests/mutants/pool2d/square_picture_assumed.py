# mistake: Uses the height of the picture for its width.
import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    if mode not in ("max", "avg", "sum"):
        raise ValueError("mode must be max, avg or sum")
    if stride is None:
        stride = k
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    N, C, H, _ = x.shape
    W = H
    OH, OW = (H - kh) // sh + 1, (W - kw) // sw + 1
    out = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    win = x[n, c, i * sh:i * sh + kh, j * sw:j * sw + kw].astype(float)
                    if mode == "max":
                        out[n, c, i, j] = np.max(win)
                    elif mode == "avg":
                        out[n, c, i, j] = np.mean(win)
                    else:
                        out[n, c, i, j] = np.sum(win)
    return out
