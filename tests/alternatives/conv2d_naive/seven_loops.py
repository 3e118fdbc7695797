# way: Seven loops with padding by a test, never a padded copy.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    OH = (H + 2 * ph - dh * (KH - 1) - 1) // sh + 1
    OW = (W + 2 * pw - dw * (KW - 1) - 1) // sw + 1
    xf, wf = x.astype(float), w.astype(float)
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            first = (f // (F // groups)) * Cg
            for i in range(OH):
                for j in range(OW):
                    s = float(b[f]) if b is not None else 0.0
                    for c in range(Cg):
                        for u in range(KH):
                            r = i * sh + u * dh - ph
                            if r < 0 or r >= H:
                                continue
                            for v in range(KW):
                                q = j * sw + v * dw - pw
                                if 0 <= q < W:
                                    s += xf[n, first + c, r, q] * wf[f, c, u, v]
                    out[n, f, i, j] = s
    return out
