# way: Recursion: adds one row or column at a time until nothing is left to add.
import numpy as np


def _grow(x, l, r, t, b, d, mode):
    # d counts how much has been added before the picture on each axis
    if l:
        col = _line(x, 1, -1, d, mode)
        return _grow(np.hstack([col, x]), l - 1, r, t, b, (d[0], d[1], d[2] + 1, d[3]), mode)
    if r:
        col = _line(x, 1, 1, d, mode)
        return _grow(np.hstack([x, col]), l, r - 1, t, b, (d[0], d[1], d[2], d[3] + 1), mode)
    if t:
        row = _line(x, 0, -1, d, mode)
        return _grow(np.vstack([row, x]), l, r, t - 1, b, (d[0] + 1, d[1], d[2], d[3]), mode)
    if b:
        row = _line(x, 0, 1, d, mode)
        return _grow(np.vstack([x, row]), l, r, t, b - 1, (d[0], d[1] + 1, d[2], d[3]), mode)
    return x.copy()

def _line(x, axis, side, d, mode):
    before, after = (d[0], d[1]) if axis == 0 else (d[2], d[3])
    n = x.shape[axis] - before - after
    if mode == "zero":
        shape = (1, x.shape[1]) if axis == 0 else (x.shape[0], 1)
        return np.zeros(shape, x.dtype)
    if side < 0:
        k = {"edge": 0, "reflect": before + 1, "wrap": n - 1 - before}[mode] + before
    else:
        k = {"edge": n - 1, "reflect": n - 2 - after, "wrap": after}[mode] + before
    return np.take(x, [k], axis=axis)

def pad2d(x, padding, mode="zero"):
    if mode not in {"zero", "edge", "reflect", "wrap"}:
        raise ValueError(mode)
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    return _grow(x, l, r, t, b, (0, 0, 0, 0), mode)
