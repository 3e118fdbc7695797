# mistake: The default list is created only once, so a second call still holds the first call's numbers.
import numpy as np


def corr1d(x, w, out=[]):
    for i in range(len(x) - len(w) + 1):
        out.append(float(np.sum(x[i:i + len(w)] * w)))
    return np.array(out)
