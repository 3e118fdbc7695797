# mistake: Rounds the ends of bins to the nearest whole number.
import math

import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = (size, size) if isinstance(size, int) else size
    out = np.zeros((len(boxes), x.shape[1], rows, cols))
    for r in range(len(boxes)):
        n, y0, x0, y1, x1 = [int(v) for v in boxes[r]]
        h, w = y1 - y0, x1 - x0
        for i in range(rows):
            top, bottom = y0 + round(i * h / rows), max(y0 + round((i + 1) * h / rows), y0 + round(i * h / rows) + 1)
            for j in range(cols):
                left, right = x0 + round(j * w / cols), max(x0 + round((j + 1) * w / cols), x0 + round(j * w / cols) + 1)
                out[r, :, i, j] = x[n, :, top:bottom, left:right].max(axis=(1, 2))
    return out
