# way: Its own im2col (fancy indexes), one broadcast matmul for all images, bias as a column.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if np.ndim(k) == 0 else k
    sh, sw = (stride, stride) if np.ndim(stride) == 0 else stride
    ph, pw = (padding, padding) if np.ndim(padding) == 0 else padding
    N, C, H, W = x.shape
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    xpad = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    c, u, v, i, j = np.indices((C, KH, KW, OH, OW)).reshape(5, C * KH * KW, OH * OW)
    return xpad[:, c, i * sh + u, j * sw + v]

def conv2d_im2col(x, w, b, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    sh, sw = (stride, stride) if np.ndim(stride) == 0 else stride
    ph, pw = (padding, padding) if np.ndim(padding) == 0 else padding
    cols = im2col(x, (KH, KW), (sh, sw), (ph, pw)).astype(np.float64)
    out = w.reshape(F, -1).astype(np.float64) @ cols
    if b is not None:
        out = out + np.asarray(b)[:, None]
    return out.reshape(N, F, (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1)
