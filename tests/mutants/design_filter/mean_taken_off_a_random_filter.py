# mistake: Random taps with their mean taken off: nothing flat answers, but level edges do.
import numpy as np


def design_filter():
    k = np.random.default_rng(5).normal(size=(3, 3))
    return k - k.mean()
