# way: Pads the rows, turns the picture over, pads again, and turns it back.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = [padding] * 4 if isinstance(padding, int) else padding

    def rows(a, before, after):
        n = len(a)
        if mode == "zero":
            parts = np.zeros_like(a, shape=(before, a.shape[1])), a, np.zeros_like(a, shape=(after, a.shape[1]))
        elif mode == "edge":
            parts = a[:1].repeat(before, axis=0), a, a[-1:].repeat(after, axis=0)
        elif mode == "reflect":
            parts = a[1:before + 1][::-1], a, a[n - 1 - after:n - 1][::-1]
        elif mode == "wrap":
            parts = a[n - before:], a, a[:after]
        else:
            raise ValueError("mode must be one of zero, edge, reflect, wrap")
        return np.concatenate(parts, axis=0)

    return np.ascontiguousarray(rows(rows(x, t, b).T, l, r).T)
