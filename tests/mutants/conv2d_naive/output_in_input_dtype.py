# mistake: Allocates the output with x.dtype, so uint8 wraps and integers lose their fractions.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    OH, OW = (H - dh * (KH - 1) - 1) // sh + 1, (W - dw * (KW - 1) - 1) // sw + 1
    out = np.zeros((N, F, OH, OW), dtype=x.dtype)
    for n in range(N):
        for f in range(F):
            c0 = (f // (F // groups)) * Cg
            for i in range(OH):
                for j in range(OW):
                    win = x[n, c0:c0 + Cg, i*sh:i*sh + dh*(KH-1) + 1:dh, j*sw:j*sw + dw*(KW-1) + 1:dw]
                    v = (win * w[f]).sum() + (0 if b is None else b[f])
                    out[n, f, i, j] = np.asarray(v).astype(x.dtype)
    return out
