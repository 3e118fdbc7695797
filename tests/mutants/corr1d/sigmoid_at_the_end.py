# mistake: Squashes each sum with a sigmoid, as the neuron in the text does.
import numpy as np


def A(t):
    return 1 / (1 + np.exp(-t))


def corr1d(x, w):
    K = len(w)
    return np.array([A(np.dot(x[n:n+K], w)) for n in range(len(x) - K + 1)])
