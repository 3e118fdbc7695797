# mistake: Moves by the size of the filter whatever the stride says.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    KH, KW = w.shape
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    out = []
    for i in range(0, x.shape[0] - KH + 1, KH):
        row = []
        for j in range(0, x.shape[1] - KW + 1, KW):
            row.append(np.sum(x[i:i+KH, j:j+KW] * w))
        out.append(row)
    return np.array(out)
