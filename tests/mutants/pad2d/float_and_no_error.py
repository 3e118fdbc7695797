# mistake: Two mistakes: the number type becomes float64, and an unknown mode gives zeros and no ValueError.
import numpy as np


def pad2d(x, padding, mode="zero"):
    l, r, t, b = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    out = np.zeros((H + t + b, W + l + r))
    for i in range(H + t + b):
        for j in range(W + l + r):
            a, c = i - t, j - l
            inside = 0 <= a < H and 0 <= c < W
            if mode == "edge":
                out[i, j] = x[min(max(a, 0), H - 1), min(max(c, 0), W - 1)]
            elif mode == "wrap":
                out[i, j] = x[a % H, c % W]
            elif mode == "reflect":
                out[i, j] = x[H - 1 - abs(H - 1 - abs(a)), W - 1 - abs(W - 1 - abs(c))]
            elif inside:
                out[i, j] = x[a, c]
    return out
