# mistake: Works with ints only and fails for pairs.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    s, p, d = stride, padding, dilation
    xp = np.zeros((N, C, H + 2*p, W + 2*p))
    xp[:, :, p:p+H, p:p+W] = x
    OH = (H + 2*p - d*(KH-1) - 1) // s + 1
    OW = (W + 2*p - d*(KW-1) - 1) // s + 1
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            c0 = f // (F // groups) * Cg
            for i in range(OH):
                for j in range(OW):
                    win = xp[n, c0:c0+Cg, i*s:i*s+d*(KH-1)+1:d, j*s:j*s+d*(KW-1)+1:d]
                    out[n, f, i, j] = np.sum(win * w[f]) + (b[f] if b is not None else 0)
    return out
