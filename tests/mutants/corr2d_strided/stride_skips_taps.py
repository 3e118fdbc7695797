# mistake: Uses the stride to skip taps inside the window (a dilation) while the window moves by one.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    if isinstance(stride, int):
        stride = (stride, stride)
    if isinstance(padding, int):
        padding = (padding, padding)
    xp = np.pad(x.astype(float), ((padding[0], padding[0]), (padding[1], padding[1])))
    KH, KW = w.shape
    eh, ew = (KH - 1) * stride[0] + 1, (KW - 1) * stride[1] + 1
    OH, OW = xp.shape[0] - eh + 1, xp.shape[1] - ew + 1
    out = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[i, j] = np.sum(xp[i:i+eh:stride[0], j:j+ew:stride[1]] * w)
    return out
