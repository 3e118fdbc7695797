# mistake: The slice ends OH pixels after its start, whatever the stride is.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    two = lambda v: v if isinstance(v, tuple) else (v, v)
    (kh, kw), (sh, sw), (ph, pw) = two(k), two(stride), two(padding)
    n, c, h, w = x.shape
    p = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    cols = np.zeros((n, c, kh, kw, oh, ow), x.dtype)
    for u in range(kh):
        for v in range(kw):
            cols[:, :, u, v] = p[:, :, u:u + oh:sh, v:v + ow:sw]
    return cols.reshape(n, c * kh * kw, oh * ow)
