# way: One window at a time: flatten the patch x[:, :, a:b, c:d] and stack the patches as columns in a list.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    def two(v):
        try:
            r, c = v
        except TypeError:
            r = c = v
        return int(r), int(c)
    KH, KW = two(k)
    sh, sw = two(stride)
    ph, pw = two(padding)
    N, C, H, W = x.shape
    big = np.zeros((N, C, H + 2 * ph, W + 2 * pw), x.dtype)
    big[:, :, ph:H + ph, pw:W + pw] = x
    patches = []
    for top in range(0, H + 2 * ph - KH + 1, sh):
        for left in range(0, W + 2 * pw - KW + 1, sw):
            patches.append(big[:, :, top:top + KH, left:left + KW].reshape(N, -1))
    return np.stack(patches, axis=-1)
