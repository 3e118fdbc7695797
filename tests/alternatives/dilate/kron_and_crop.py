# way: Kronecker product with a block that has one 1, then the zeros at the end are cropped.
import numpy as np


def dilate(w, dilation):
    a, b = dilation if np.ndim(dilation) else (dilation, dilation)
    one = np.zeros((a, b), dtype=w.dtype)
    one[0, 0] = 1
    full = np.kron(w, one)
    return full[:full.shape[0] - a + 1, :full.shape[1] - b + 1].copy()
