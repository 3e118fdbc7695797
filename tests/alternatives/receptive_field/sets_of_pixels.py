# way: Follows which input pixels output 0 and output 1 depend on; the extent and the shift are read off.
import numpy as np


def receptive_field(layers):
    def pixels(output):
        lo = hi = output
        for k, s, d in reversed(list(layers)):
            lo, hi = lo * s, hi * s + d * (k - 1)
        return lo, hi
    a, b = pixels(0)
    return b - a + 1, pixels(1)[0] - a
