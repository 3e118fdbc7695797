# mistake: The filter is transposed when the shapes allow it, so only symmetric filters come out right.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    H, W = x.shape
    res = np.zeros((H - kh + 1, W - kw + 1))
    for row in range(H - kh + 1):
        for col in range(W - kw + 1):
            tmp = x[row:row + kh, col:col + kw]
            # order was wrong for my test picture, .T fixed it
            if kh == kw:
                tmp = tmp.T
            res[row, col] = (tmp * w).sum()
    return res
