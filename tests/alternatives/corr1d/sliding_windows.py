# way: sliding_window_view and a matrix-vector product.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def corr1d(x, w):
    return sliding_window_view(x, len(w)) @ w
