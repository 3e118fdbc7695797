# mistake: Subtracts the minimum from x in place, so x itself is changed and the sums are shifted.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    pair = lambda a: (a, a) if isinstance(a, int) else a
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    F, Cg, KH, KW = w.shape
    x -= x.min()
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    eh, ew = dh * (KH - 1) + 1, dw * (KW - 1) + 1
    out = []
    for f in range(F):
        c0 = f // (F // groups) * Cg
        m = [[(xp[:, c0:c0+Cg, i:i+eh:dh, j:j+ew:dw] * w[f]).sum(axis=(1, 2, 3))
              for j in range(0, xp.shape[3] - ew + 1, sw)] for i in range(0, xp.shape[2] - eh + 1, sh)]
        out.append(np.transpose(m, (2, 0, 1)) + (0 if b is None else b[f]))
    return np.stack(out, axis=1)
