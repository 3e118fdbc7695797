# way: One einsum.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    bias = 0.0 if b is None else np.asarray(b, float)[:, None, None]
    return np.einsum("fcuv,nchw->nfhw", w.astype(float), x.astype(float), optimize=True) + bias
