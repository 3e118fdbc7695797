# way: From the pixel's side: for each pixel of the image look up every tap that can hit it and add those entries.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    KH, KW = k if type(k) in (tuple, list) else (k, k)
    sh, sw = stride if type(stride) in (tuple, list) else (stride, stride)
    ph, pw = padding if type(padding) in (tuple, list) else (padding, padding)
    N, C, H, W = shape
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    wide = cols.dtype if cols.dtype.kind == "f" else np.dtype("float64")
    six = cols.reshape(N, C, KH, KW, OH, OW).astype(wide)
    out = np.zeros(shape, wide)
    for r in range(H):
        for s in range(W):
            for u in range(KH):
                i, rest = divmod(r + ph - u, sh)
                if rest or not 0 <= i < OH:
                    continue
                for v in range(KW):
                    j, rest = divmod(s + pw - v, sw)
                    if rest == 0 and 0 <= j < OW:
                        out[:, :, r, s] = out[:, :, r, s] + six[:, :, u, v, i, j]
    return out
