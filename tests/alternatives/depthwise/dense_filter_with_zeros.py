# way: Writes the filters on the diagonal of a full (C, C) bank and does an ordinary convolution.
import numpy as np


def depthwise(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    C, _, KH, KW = w.shape
    bank = np.zeros((C, C, KH, KW))
    bank[np.arange(C), np.arange(C)] = w[:, 0]
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    OH, OW = (xp.shape[2] - KH) // sh + 1, (xp.shape[3] - KW) // sw + 1
    out = np.empty((len(x), C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[:, :, i, j] = np.tensordot(xp[:, :, i * sh:i * sh + KH, j * sw:j * sw + KW], bank, axes=([1, 2, 3], [1, 2, 3]))
    return out
