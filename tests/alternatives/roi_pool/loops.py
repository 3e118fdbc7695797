# way: Loops over boxes and bins with whole-number floor and ceiling.
import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = (size, size) if isinstance(size, int) else size
    out = np.empty((len(boxes), x.shape[1], rows, cols))
    for r, box in enumerate(boxes):
        n, y0, x0, y1, x1 = map(int, box)
        for i in range(rows):
            for j in range(cols):
                top, bottom = y0 + i * (y1 - y0) // rows, y0 - (-(i + 1) * (y1 - y0)) // rows
                left, right = x0 + j * (x1 - x0) // cols, x0 - (-(j + 1) * (x1 - x0)) // cols
                out[r, :, i, j] = x[n, :, top:bottom, left:right].astype(float).max(axis=(1, 2))
    return out
