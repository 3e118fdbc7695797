# way: Two loops over the output; each mode maps an index back into the picture, or to nothing.
import numpy as np


def _where(i, n, mode):
    if 0 <= i < n:
        return i
    if mode == "edge":
        return 0 if i < 0 else n - 1
    if mode == "wrap":
        return i + n if i < 0 else i - n
    if mode == "reflect":
        return -i if i < 0 else 2 * (n - 1) - i
    return None

def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError(f"unknown mode: {mode}")
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    H, W = x.shape
    out = np.zeros((top + H + bottom, left + W + right), dtype=x.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            r, c = _where(i - top, H, mode), _where(j - left, W, mode)
            if r is not None and c is not None:
                out[i, j] = x[r, c]
    return out
