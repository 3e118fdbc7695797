# way: math.fsum over map(operator.mul), in Python floats.
import math
import operator
import numpy as np


def corr1d(x: np.ndarray, w: np.ndarray) -> list[float]:
    """Slide w along x."""
    xs, ws = x.tolist(), w.tolist()
    return [math.fsum(map(operator.mul, xs[n:], ws)) for n in range(len(xs) - len(ws) + 1)]
