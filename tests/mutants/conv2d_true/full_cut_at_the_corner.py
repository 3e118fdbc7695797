# mistake: Computes the full convolution and cuts its upper left corner, where zeros were padded.
import numpy as np


def conv2d_true(x, w):
    H, W = x.shape
    KH, KW = w.shape
    full = np.zeros((H + KH - 1, W + KW - 1))
    for u in range(KH):
        for v in range(KW):
            full[u:u + H, v:v + W] += w[u, v] * x
    return full[:H - KH + 1, :W - KW + 1]
