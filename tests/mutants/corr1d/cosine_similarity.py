# mistake: Divides each product by the lengths of the two vectors, which gives the cosine of the angle.
import numpy as np


def corr1d(x, w):
    K = len(w)
    sims = []
    for i in range(len(x) - K + 1):
        patch = x[i:i+K].astype(float)
        length = np.sqrt(np.sum(patch ** 2)) * np.sqrt(np.sum(w ** 2))
        sims.append(np.sum(patch * w) / (length + 1e-12))
    return np.array(sims)
