# way: Loops over everything, windows from a padded copy.
import numpy as np


def depthwise(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    KH, KW = w.shape[2:]
    xp = np.zeros((N, C, H + 2 * ph, W + 2 * pw))
    xp[:, :, ph:ph + H, pw:pw + W] = x
    out = np.zeros((N, C, (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1))
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    for u in range(KH):
                        for v in range(KW):
                            out[n, c, i, j] += xp[n, c, i * sh + u, j * sw + v] * w[c, 0, u, v]
    return out
