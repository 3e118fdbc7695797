# way: A decorator converts both inputs to float before the function runs.
import functools

import numpy as np


def in_floats(f):
    @functools.wraps(f)
    def wrapper(*arrays):
        return f(*[np.array(a, dtype=float) for a in arrays])
    return wrapper


@in_floats
def corr2d(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = np.vdot(image[i:i + kh, j:j + kw], kernel)
    return out
