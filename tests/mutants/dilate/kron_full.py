# mistake: Uses np.kron with a block that has one 1 and keeps the zeros at the end.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation, dilation) if isinstance(dilation, int) else dilation
    block = np.zeros((dh, dw), dtype=w.dtype)
    block[0, 0] = 1
    return np.kron(w, block)
