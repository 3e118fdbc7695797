# mistake: The running sum is set to 0 at the start of each row, not at each position.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    feature_map = []
    for i in range(H - kh + 1):
        row = []
        s = 0
        for j in range(W - kw + 1):
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u, j + v] * w[u, v]
            row.append(s)
        feature_map.append(row)
    return np.array(feature_map)
