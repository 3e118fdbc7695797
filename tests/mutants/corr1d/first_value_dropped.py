# mistake: Leaves the first result out ("starts at 1").
import numpy as np


def corr1d(x, w):
    K = len(w)
    y = [float(np.dot(x[n:n+K], w)) for n in range(1, len(x) - K + 1)]
    return np.array(y)
