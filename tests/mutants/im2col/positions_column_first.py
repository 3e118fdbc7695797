# mistake: Walks over the windows down each column first, so position is j·OH + i.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    N, C, H, W = x.shape
    out = []
    for j in range(0, W - KW + 1, sw):
        for i in range(0, H - KH + 1, sh):
            out.append(x[:, :, i:i + KH, j:j + KW].reshape(N, -1))
    return np.stack(out, axis=2)
