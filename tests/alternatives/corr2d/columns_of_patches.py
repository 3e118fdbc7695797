# way: Puts every patch in a column (im2col) and does one matrix product.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    cols = np.zeros((kh * kw, oh * ow))
    c = 0
    for i in range(oh):
        for j in range(ow):
            cols[:, c] = x[i:i + kh, j:j + kw].reshape(-1)
            c += 1
    return np.dot(w.reshape(1, -1), cols).reshape(oh, ow)
