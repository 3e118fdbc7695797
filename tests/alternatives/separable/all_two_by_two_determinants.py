# way: Every 2 by 2 determinant with the largest tap must vanish; loops in plain Python.
import numpy as np


def separable(w):
    rows, cols = range(w.shape[0]), range(w.shape[1])
    t = [[float(w[u, v]) for v in cols] for u in rows]
    a, b = max(((u, v) for u in rows for v in cols), key=lambda p: abs(t[p[0]][p[1]]))
    top = t[a][b]
    for u in rows:
        for v in cols:
            if abs(t[u][v] * top - t[u][b] * t[a][v]) > 5e-7 * top * top:
                return None
    if top == 0:
        return np.zeros(len(rows)), np.ones(len(cols))
    return np.array([t[u][b] for u in rows]), np.array([t[a][v] / top for v in cols])
