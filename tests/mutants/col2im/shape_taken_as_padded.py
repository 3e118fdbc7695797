# mistake: Takes shape for the size with padding, and cuts the padding off it.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = shape
    OH = (H - KH) // sh + 1
    OW = (W - KW) // sw + 1
    c, u, v, i, j = np.indices((C, KH, KW, OH, OW)).reshape(5, C * KH * KW, OH * OW)
    kind = cols.dtype if cols.dtype.kind == "f" else np.float64
    xpad = np.zeros((N, C, H, W), dtype=kind)
    np.add.at(xpad, (slice(None), c, i * sh + u, j * sw + v), cols)
    return xpad[:, :, ph:H - ph, pw:W - pw].copy()
