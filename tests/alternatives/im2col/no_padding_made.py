# way: Never builds a padded image: all indexes at once with np.indices, pixels outside read as 0 by a mask.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    (KH, KW), (sh, sw), (ph, pw) = [v if isinstance(v, (tuple, list)) else (v, v) for v in (k, stride, padding)]
    N, C, H, W = x.shape
    OH = 1 + (H + 2 * ph - KH) // sh
    OW = 1 + (W + 2 * pw - KW) // sw
    c, u, v, i, j = np.indices((C, KH, KW, OH, OW)).reshape(5, C * KH * KW, OH * OW)
    r, s = i * sh + u - ph, j * sw + v - pw
    inside = (r >= 0) & (r < H) & (s >= 0) & (s < W)
    picked = x[:, c, r.clip(0, H - 1), s.clip(0, W - 1)]
    return np.where(inside, picked, np.zeros((), x.dtype))
