# mistake: Flips both the image and the filter: the two undo each other and only the output is reversed.
import numpy as np


def conv2d_true(x, w):
    img = x[::-1, ::-1]
    ker = w[::-1, ::-1]
    n, m = ker.shape
    res = np.zeros((img.shape[0] - n + 1, img.shape[1] - m + 1))
    for a in range(res.shape[0]):
        for b in range(res.shape[1]):
            res[a, b] = (img[a:a+n, b:b+m] * ker).sum()
    return res
