# mistake: The function ends without return, so the caller gets None.
import numpy as np


def corr2d(x, w):
    H, W = x.shape
    kh, kw = w.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(x[i:i+kh, j:j+kw] * w)
    print("done, output shape:", out.shape)
    print(out)
