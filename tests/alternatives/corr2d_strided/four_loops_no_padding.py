# way: Four loops with a test whether a pixel lies inside, without ever building a padded picture.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    H, W = x.shape
    KH, KW = w.shape
    OH = (H + 2 * ph - KH) // sh + 1
    OW = (W + 2 * pw - KW) // sw + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            s = 0.0
            for u in range(KH):
                for v in range(KW):
                    r, c = i * sh + u - ph, j * sw + v - pw
                    if 0 <= r < H and 0 <= c < W:
                        s += float(x[r, c]) * float(w[u, v])
            out[i, j] = s
    return out
