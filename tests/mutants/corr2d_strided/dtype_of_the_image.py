# mistake: Makes output and padded image with the number type of the image, so uint8 sums wrap and fractions are lost.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    H, W = x.shape
    kh, kw = w.shape
    xp = np.zeros((H + 2 * ph, W + 2 * pw), dtype=x.dtype)
    xp[ph:H + ph, pw:W + pw] = x
    out = np.zeros(((H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1), dtype=x.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            a, b = i * sh, j * sw
            out[i, j] = np.sum(xp[a:a + kh, b:b + kw] * w)
    return out
