# mistake: One big product gives (F, N·L); reshaped straight to (N, F, OH, OW), which mixes images and filters.
import numpy as np


def im2col(x, k, stride, padding):
    KH, KW = k
    sh, sw = stride
    ph, pw = padding
    N, C, H, W = x.shape
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    cols = np.zeros((N, C, KH, KW, OH, OW), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            cols[:, :, u, v] = xpad[:, :, u:u + sh * OH:sh, v:v + sw * OW:sw]
    return cols.reshape(N, C * KH * KW, OH * OW)

def conv2d_im2col(x, w, b, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    cols = im2col(x.astype(np.float64), (KH, KW), (sh, sw), (ph, pw))
    flat = cols.transpose(1, 0, 2).reshape(C * KH * KW, N * OH * OW)
    out = w.reshape(F, -1) @ flat
    if b is not None:
        out = out + b.reshape(F, 1)
    return out.reshape(N, F, OH, OW)
