# way: For each tap (u, v) one strided slice of a padded image gets += ; then the border is cut off with ph:ph + H.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    KH, KW = (k, k) if np.ndim(k) == 0 else k
    sh, sw = (stride, stride) if np.ndim(stride) == 0 else stride
    ph, pw = (padding, padding) if np.ndim(padding) == 0 else padding
    N, C, H, W = shape
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    kind = cols.dtype if cols.dtype.kind == "f" else np.float64
    six = cols.reshape(N, C, KH, KW, OH, OW)
    xpad = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=kind)
    for u in range(KH):
        for v in range(KW):
            xpad[:, :, u:u + sh * OH:sh, v:v + sw * OW:sw] += six[:, :, u, v]
    return xpad[:, :, ph:ph + H, pw:pw + W].copy()
