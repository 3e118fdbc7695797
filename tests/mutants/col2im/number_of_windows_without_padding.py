# mistake: Works out OH and OW from H and W without the padding.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = shape
    OH = (H - KH) // sh + 1
    OW = (W - KW) // sw + 1
    kind = cols.dtype if cols.dtype.kind == "f" else np.float64
    six = cols.reshape(N, C, KH, KW, OH, OW)
    xpad = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=kind)
    for u in range(KH):
        for v in range(KW):
            xpad[:, :, u:u + sh * OH:sh, v:v + sw * OW:sw] += six[:, :, u, v]
    return xpad[:, :, ph:ph + H, pw:pw + W].copy()
