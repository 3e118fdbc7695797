# mistake: Forgets to sum over the channels and returns an axis too many.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    pair = lambda a: (a, a) if isinstance(a, int) else a
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    F, Cg, KH, KW = w.shape
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    eh, ew = dh * (KH - 1) + 1, dw * (KW - 1) + 1
    OH = (xp.shape[2] - eh) // sh + 1
    OW = (xp.shape[3] - ew) // sw + 1
    out = np.zeros((x.shape[0], F, Cg, OH, OW))
    for f in range(F):
        c0 = f // (F // groups) * Cg
        for i in range(OH):
            for j in range(OW):
                win = xp[:, c0:c0+Cg, i*sh:i*sh+eh:dh, j*sw:j*sw+ew:dw]
                out[:, f, :, i, j] = (win * w[f]).sum(axis=(2, 3))
        if b is not None:
            out[:, f] += b[f]
    return out
