# way: One slice of the batch for each tap, times that tap of all channels.
import numpy as np


def depthwise(x, w, stride=1, padding=0):
    (sh, sw), (ph, pw) = ((a, a) if isinstance(a, int) else tuple(a) for a in (stride, padding))
    N, C, H, W = x.shape
    _, _, KH, KW = w.shape
    big = np.zeros((N, C, H + 2 * ph, W + 2 * pw))
    big[..., ph:ph + H, pw:pw + W] = x
    OH, OW = (H + 2 * ph - KH) // sh + 1, (W + 2 * pw - KW) // sw + 1
    return sum(big[:, :, u:u + sh * (OH - 1) + 1:sh, v:v + sw * (OW - 1) + 1:sw] * w[:, :, u, v, None].astype(float)
               for u in range(KH) for v in range(KW))
