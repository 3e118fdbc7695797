# way: A class with __call__, and corr1d is an instance of it.
import numpy as np


class Correlator:
    def __init__(self, stride=1):
        self.stride = stride

    def __call__(self, x, w):
        stop = len(x) - len(w) + 1
        return np.array([np.inner(x[s:s + len(w)], w) for s in range(0, stop, self.stride)])


corr1d = Correlator()
