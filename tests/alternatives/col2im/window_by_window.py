# way: For each window one patch of the padded image gets += the column reshaped to (N, C, KH, KW); whole numbers go to int64.
import numpy as np


def two(v):
    return (v, v) if not hasattr(v, "__len__") else (v[0], v[1])

def col2im(cols, shape, k, stride=1, padding=0):
    (KH, KW), (sh, sw), (ph, pw) = two(k), two(stride), two(padding)
    N, C, H, W = shape
    if not np.issubdtype(cols.dtype, np.floating):
        cols = cols.astype(np.int64)
    out = np.zeros((N, C, H + 2 * ph, W + 2 * pw), cols.dtype)
    col = 0
    for i in range(0, H + 2 * ph - KH + 1, sh):
        for j in range(0, W + 2 * pw - KW + 1, sw):
            out[:, :, i:i + KH, j:j + KW] += cols[:, :, col].reshape(N, C, KH, KW)
            col += 1
    assert col == cols.shape[2]
    bottom = -ph if ph else None
    right = -pw if pw else None
    return out[:, :, ph:bottom, pw:right]
