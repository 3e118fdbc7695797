# way: Boolean masks for the bins and a maximum over minus infinity elsewhere.
import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = np.broadcast_to(size, 2).tolist()
    H, W = x.shape[2:]

    def mask(a, b, parts, n):
        p = np.arange(n)
        i = np.arange(parts)[:, None]
        L = b - a
        return (p >= a + i * L // parts) & (p < a + -(-(i + 1) * L // parts))

    out = []
    for n, y0, x0, y1, x1 in boxes.astype(int):
        m = mask(y0, y1, rows, H)[:, None, :, None] & mask(x0, x1, cols, W)[None, :, None, :]
        out.append(np.where(m, x[n].astype(float)[:, None, None], -np.inf).max(axis=(-2, -1)))
    return np.array(out)
