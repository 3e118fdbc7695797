# mistake: Remembers results by the shapes alone, so a second image of the same size gets the first one's answer.
import numpy as np

_done = {}


def corr2d(x, w):
    key = (x.shape, w.shape)
    if key in _done:
        return _done[key]
    kh, kw = w.shape
    y = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = np.sum(x[i:i + kh, j:j + kw] * w)
    _done[key] = y
    return y
