# way: One list comprehension in plain Python, returning a list.
import numpy as np

def corr1d(x, w):
    return [sum(x[n+k] * w[k] for k in range(len(w))) for n in range(len(x) - len(w) + 1)]
