# way: Recursion over the list: the first layer widens what the rest sees.
import numpy as np


def receptive_field(layers):
    if not layers:
        return 1, 1
    (k, s, d), rest = layers[0], layers[1:]
    inner, jump = receptive_field(rest)
    return (inner - 1) * s + d * (k - 1) + 1, jump * s
