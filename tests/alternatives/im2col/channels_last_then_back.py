# way: Moves channels last, fills a (N, OH, OW, KH, KW, C) buffer tap by tap, and transposes everything at the end.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    as2 = lambda v: (v, v) if np.isscalar(v) else (v[0], v[1])
    KH, KW = as2(k); sh, sw = as2(stride); ph, pw = as2(padding)
    y = np.moveaxis(x, 1, -1)
    y = np.pad(y, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    N, H, W, C = y.shape
    OH, OW = (H - KH) // sh + 1, (W - KW) // sw + 1
    buf = np.empty((N, OH, OW, KH, KW, C), dtype=x.dtype)
    for u in range(KH):
        for v in range(KW):
            buf[:, :, :, u, v] = y[:, u::sh, v::sw][:, :OH, :OW]
    return buf.transpose(0, 5, 3, 4, 1, 2).reshape(N, C * KH * KW, OH * OW)
