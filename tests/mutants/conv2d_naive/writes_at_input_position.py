# mistake: Loops over the input with range(0, H, stride) and writes to the same index.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    pair = lambda a: (a, a) if isinstance(a, int) else a
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    eh, ew = dh * (KH - 1) + 1, dw * (KW - 1) + 1
    OH, OW = xp.shape[2] - eh + 1, xp.shape[3] - ew + 1
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            c0 = f // (F // groups) * Cg
            for i in range(0, OH, sh):
                for j in range(0, OW, sw):
                    out[n, f, i, j] = (xp[n, c0:c0+Cg, i:i+eh:dh, j:j+ew:dw] * w[f]).sum()
                    out[n, f, i, j] += 0 if b is None else b[f]
    return out
