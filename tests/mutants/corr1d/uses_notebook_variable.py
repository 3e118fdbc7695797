# mistake: Reads the notebook's variable `signal` instead of the parameter x.
import numpy as np

signal = np.array([0.0, 1.0, 2.0, 3.0, 2.0, 1.0, 0.0, 0.0])


def corr1d(x, w):
    out = []
    for i in range(len(signal) - len(w) + 1):
        out.append(np.sum(signal[i:i + len(w)] * w))
    return np.array(out)
