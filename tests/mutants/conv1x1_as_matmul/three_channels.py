# mistake: Takes the first three channels only, as for a colour picture.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    y = np.einsum("nchw,fc->nfhw", x[:, :3].astype(float), w[:, :3, 0, 0].astype(float))
    return y if b is None else y + b.reshape(1, -1, 1, 1)
