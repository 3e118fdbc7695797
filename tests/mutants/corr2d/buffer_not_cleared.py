# mistake: Keeps its output array between calls and goes on adding into it.
import numpy as np

_buffers = {}


def corr2d(x, w):
    KH, KW = w.shape
    shape = (x.shape[0] - KH + 1, x.shape[1] - KW + 1)
    if shape not in _buffers:
        _buffers[shape] = np.zeros(shape)
    y = _buffers[shape]
    for u in range(KH):
        for v in range(KW):
            y += w[u, v] * x[u:u + shape[0], v:v + shape[1]]
    return y
