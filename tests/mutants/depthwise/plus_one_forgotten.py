# mistake: Forgets the + 1 in the output size.
import numpy as np


def depthwise(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    KH, KW = w.shape[2:]
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    OH = (H + 2 * ph - KH) // sh
    OW = (W + 2 * pw - KW) // sw
    out = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    win = xp[n, c, i * sh:i * sh + KH, j * sw:j * sw + KW]
                    out[n, c, i, j] = np.sum(win * w[c, 0])
    return out
