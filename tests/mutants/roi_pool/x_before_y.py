# mistake: Reads a box as (n, x0, y0, x1, y1).
import math

import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = (size, size) if isinstance(size, int) else size
    out = np.zeros((len(boxes), x.shape[1], rows, cols))
    for r in range(len(boxes)):
        n, x0, y0, x1, y1 = [int(v) for v in boxes[r]]
        h, w = y1 - y0, x1 - x0
        for i in range(rows):
            top, bottom = y0 + i * h // rows, y0 + math.ceil((i + 1) * h / rows)
            for j in range(cols):
                left, right = x0 + j * w // cols, x0 + math.ceil((j + 1) * w / cols)
                out[r, :, i, j] = x[n, :, top:bottom, left:right].max(axis=(1, 2))
    return out
