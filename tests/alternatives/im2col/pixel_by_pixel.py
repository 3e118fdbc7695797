# way: Pure Python, seven loops, one number at a time, straight from the formula with an if for the border.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = k if type(k) in (tuple, list) else (k, k)
    sh, sw = stride if type(stride) in (tuple, list) else (stride, stride)
    ph, pw = padding if type(padding) in (tuple, list) else (padding, padding)
    N, C, H, W = x.shape
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    cols = np.zeros((N, C * KH * KW, OH * OW), x.dtype)
    for n in range(N):
        for c in range(C):
            for u in range(KH):
                for v in range(KW):
                    for i in range(OH):
                        for j in range(OW):
                            r, s = i * sh + u - ph, j * sw + v - pw
                            if 0 <= r < H and 0 <= s < W:
                                cols[n, (c * KH + u) * KW + v, i * OW + j] = x[n, c, r, s]
    return cols
