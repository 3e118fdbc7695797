# mistake: In mode reflect the edge pixel is repeated (that is np.pad's symmetric).
import numpy as np


def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError(f"mode {mode}")
    if isinstance(padding, int):
        padding = (padding, padding, padding, padding)
    left, right, top, bottom = padding
    H, W = x.shape
    out = np.zeros((H + top + bottom, W + left + right), dtype=x.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            r, c = i - top, j - left
            if mode == "zero":
                if 0 <= r < H and 0 <= c < W:
                    out[i, j] = x[r, c]
                continue
            if mode == "edge":
                r, c = min(max(r, 0), H - 1), min(max(c, 0), W - 1)
            elif mode == "wrap":
                r, c = r % H, c % W
            else:
                if r < 0:
                    r = -r - 1
                if r >= H:
                    r = 2 * H - 1 - r
                if c < 0:
                    c = -c - 1
                if c >= W:
                    c = 2 * W - 1 - c
            out[i, j] = x[r, c]
    return out
