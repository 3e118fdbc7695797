# mistake: Two at once: the filter is turned by half a turn, and a pair of strides is (columns, rows).
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sw, sh = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    w = w[::-1, ::-1]
    (H, W), (KH, KW) = x.shape, w.shape
    return np.array(
        [
            [(x[i:i + KH, j:j + KW] * w).sum() for j in range(0, W - KW + 1, sw)]
            for i in range(0, H - KH + 1, sh)
        ]
    )
