# way: A decorator turns ints into pairs and inputs into floats; a comprehension does the rest.
import functools

import numpy as np


def tidy(f):
    @functools.wraps(f)
    def inner(x, w, stride=1, padding=0):
        two = lambda t: (t, t) if np.isscalar(t) else tuple(t)
        return f(np.array(x, dtype=float), np.array(w, dtype=float), two(stride), two(padding))
    return inner

@tidy
def corr2d_strided(x, w, stride=1, padding=0):
    for axis in (0, 1):
        x = np.insert(x, [0] * padding[axis] + [x.shape[axis]] * padding[axis], 0, axis=axis)
    return np.array([[np.vdot(x[i:i + w.shape[0], j:j + w.shape[1]], w)
                      for j in range(0, x.shape[1] - w.shape[1] + 1, stride[1])]
                     for i in range(0, x.shape[0] - w.shape[0] + 1, stride[0])])
