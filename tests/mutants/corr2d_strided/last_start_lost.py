# mistake: range(0, H - KH, stride) stops one too early, so a window that just fits is lost.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    KH, KW = w.shape
    if isinstance(stride, int):
        stride = stride, stride
    if isinstance(padding, int):
        padding = padding, padding
    x = np.pad(x.astype(float), ((padding[0],) * 2, (padding[1],) * 2))
    out = []
    for i in range(0, x.shape[0] - KH, stride[0]):
        out.append([np.sum(x[i:i+KH, j:j+KW] * w) for j in range(0, x.shape[1] - KW, stride[1])])
    return np.array(out)
