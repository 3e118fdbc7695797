# way: The formula with an if for the bias.
import numpy as np


def count_params(c_in, c_out, k, bias=True, groups=1):
    if isinstance(k, int):
        k = (k, k)
    weights = c_out * (c_in // groups) * k[0] * k[1]
    if bias:
        weights += c_out
    return weights
