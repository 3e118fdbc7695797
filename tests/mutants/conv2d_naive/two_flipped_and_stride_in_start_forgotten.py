# mistake: Two mistakes: the filter is flipped, and the window starts at i and j.
import numpy as np


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = both(stride)
    ph, pw = both(padding)
    dh, dw = both(dilation)
    N, C, H, W = x.shape
    F, D, KH, KW = w.shape
    big = np.zeros((N, C, H + 2 * ph, W + 2 * pw))
    big[:, :, ph : ph + H, pw : pw + W] = x
    OH = (H + 2 * ph - dh * (KH - 1) - 1) // sh + 1
    OW = (W + 2 * pw - dw * (KW - 1) - 1) // sw + 1
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            c0 = f // (F // groups) * D
            for i in range(OH):
                for j in range(OW):
                    rows = i + np.arange(KH) * dh
                    cols = j + np.arange(KW) * dw
                    patch = big[n, c0 : c0 + D][:, rows][:, :, cols]
                    out[n, f, i, j] = np.sum(patch * w[f, :, ::-1, ::-1])
                    if b is not None:
                        out[n, f, i, j] += b[f]
    return out
