# mistake: Returns (N, F, OW, OH).
import numpy as np


def pair(a):
    return (a, a) if isinstance(a, int) else tuple(a)

def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    F, Cg, KH, KW = w.shape
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    eh, ew = dh * (KH - 1) + 1, dw * (KW - 1) + 1
    OH = (xp.shape[2] - eh) // sh + 1
    OW = (xp.shape[3] - ew) // sw + 1
    y = np.zeros((x.shape[0], F, OH, OW))
    per_group = F // groups
    for n in range(x.shape[0]):
        for f in range(F):
            first = f // per_group * Cg
            for i in range(OH):
                for j in range(OW):
                    top, left = i * sh, j * sw
                    window = xp[n, first:first + Cg, top:top + eh:dh, left:left + ew:dw]
                    y[n, f, i, j] = np.sum(window * w[f])
                    if b is not None:
                        y[n, f, i, j] += b[f]
    return y.transpose(0, 1, 3, 2).copy()
