# way: Loops over everything, the maximum found by hand from minus infinity.
import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    if mode not in ("max", "avg", "sum"):
        raise ValueError(f"mode {mode!r} is not max, avg or sum")
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (kh, kw) if stride is None else (stride, stride) if isinstance(stride, int) else stride
    N, C, H, W = x.shape
    OH, OW = (H - kh) // sh + 1, (W - kw) // sw + 1
    out = np.empty((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    best, total = -np.inf, 0.0
                    for u in range(kh):
                        for v in range(kw):
                            value = float(x[n, c, i * sh + u, j * sw + v])
                            total += value
                            if value > best:
                                best = value
                    out[n, c, i, j] = {"max": best, "sum": total, "avg": total / (kh * kw)}[mode]
    return out
