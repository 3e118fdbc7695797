# mistake: Takes the taps of a window column by column.
import numpy as np


def col2im(cols, shape, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    N, C, H, W = shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    out = np.zeros(shape, dtype=cols.dtype if cols.dtype.kind == "f" else np.int64)
    for c in range(C):
        for u in range(KH):
            for v in range(KW):
                for i in range(OH):
                    for j in range(OW):
                        r, s = i * sh + u - ph, j * sw + v - pw
                        if 0 <= r < H and 0 <= s < W:
                            out[:, c, r, s] += cols[:, (c * KW + v) * KH + u, i * OW + j]
    return out
