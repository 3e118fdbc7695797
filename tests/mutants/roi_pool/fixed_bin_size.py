# mistake: Uses bins of h // rows pixels and drops the remainder.
import math

import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = (size, size) if isinstance(size, int) else size
    out = np.zeros((len(boxes), x.shape[1], rows, cols))
    for r in range(len(boxes)):
        n, y0, x0, y1, x1 = [int(v) for v in boxes[r]]
        h, w = y1 - y0, x1 - x0
        for i in range(rows):
            b = max(h // rows, 1)
            top, bottom = y0 + min(i * b, h - 1), y0 + min(i * b, h - 1) + b
            for j in range(cols):
                c = max(w // cols, 1)
                left, right = x0 + min(j * c, w - 1), x0 + min(j * c, w - 1) + c
                out[r, :, i, j] = x[n, :, top:bottom, left:right].max(axis=(1, 2))
    return out
