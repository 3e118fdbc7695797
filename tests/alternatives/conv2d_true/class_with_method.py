# way: A small class that keeps the flipped filter; the function builds one and calls it.
import numpy as np


class Filter:
    def __init__(self, w):
        self.taps = np.array(w, copy=True)[::-1, ::-1]

    @property
    def size(self):
        return self.taps.shape

    def apply(self, x):
        kh, kw = self.size
        rows, cols = x.shape[0] - kh + 1, x.shape[1] - kw + 1
        return np.stack([
            np.stack([(x[r:r + kh, c:c + kw] * self.taps).sum() for c in range(cols)])
            for r in range(rows)
        ])


def conv2d_true(x, w):
    return Filter(w).apply(x)
