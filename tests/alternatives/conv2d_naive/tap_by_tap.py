# way: Adds one strided slice of the whole batch for each tap, a matrix product over the channels.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = [(t, t) if isinstance(t, int) else tuple(t) for t in (stride, padding, dilation)]
    N, C, H, W = x.shape
    F, Cg, KH, KW = w.shape
    canvas = np.zeros((N, C, H + 2 * ph, W + 2 * pw))
    canvas[:, :, ph:ph + H, pw:pw + W] = x
    OH = 1 + (H + 2 * ph - dh * (KH - 1) - 1) // sh
    OW = 1 + (W + 2 * pw - dw * (KW - 1) - 1) // sw
    maps = []
    for channels, filters in zip(np.split(canvas, groups, axis=1), np.split(w.astype(float), groups, axis=0)):
        total = 0
        for u in range(KH):
            for v in range(KW):
                part = channels[:, :, u * dh:u * dh + (OH - 1) * sh + 1:sh, v * dw:v * dw + (OW - 1) * sw + 1:sw]
                total = total + np.tensordot(part, filters[:, :, u, v], axes=([1], [1]))
        maps.append(total)
    y = np.concatenate(maps, axis=3)
    if b is not None:
        y = y + b
    return np.ascontiguousarray(y.transpose(0, 3, 1, 2))
