# way: One strided slice of the picture for each tap, added up.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    def both(a):
        return tuple(a) if hasattr(a, "__len__") else (a, a)
    (sh, sw), (ph, pw) = both(stride), both(padding)
    canvas = np.zeros((x.shape[0] + 2 * ph, x.shape[1] + 2 * pw))
    canvas[ph:ph + x.shape[0], pw:pw + x.shape[1]] = x
    rows = (canvas.shape[0] - w.shape[0]) // sh + 1
    cols = (canvas.shape[1] - w.shape[1]) // sw + 1
    y = np.zeros((rows, cols))
    for (u, v), tap in np.ndenumerate(w):
        y += float(tap) * canvas[u:u + (rows - 1) * sh + 1:sh, v:v + (cols - 1) * sw + 1:sw]
    return y
