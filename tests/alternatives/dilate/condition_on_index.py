# way: A comprehension over the output: a tap where both remainders are 0.
import numpy as np


def dilate(w, dilation):
    dh, dw = (dilation,) * 2 if isinstance(dilation, int) else dilation
    KH, KW = w.shape
    return np.array([[w[i // dh, j // dw] if i % dh == 0 and j % dw == 0 else 0
                      for j in range((KW - 1) * dw + 1)]
                     for i in range((KH - 1) * dh + 1)], dtype=w.dtype)
