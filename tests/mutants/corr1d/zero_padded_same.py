# mistake: x is padded with zeros on both sides, so that the output is as long as x ("same").
import numpy as np

def corr1d(x, w):
    k = len(w)
    pad = k // 2
    xp = np.concatenate([np.zeros(pad), x, np.zeros(k - 1 - pad)])
    return np.array([np.sum(xp[i:i+k] * w) for i in range(len(x))])
