# mistake: Makes the output with OW rows and OH columns.
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
    out = np.zeros((N, F, OW, OH))
    for n in range(N):
        for f in range(F):
            c0 = f // (F // groups) * D
            for j in range(OH):
                for i in range(OW):
                    rows = j * sh + np.arange(KH) * dh
                    cols = i * sw + np.arange(KW) * dw
                    patch = big[n, c0 : c0 + D][:, rows][:, :, cols]
                    out[n, f, i, j] = np.sum(patch * w[f])
                    if b is not None:
                        out[n, f, i, j] += b[f]
    return out
