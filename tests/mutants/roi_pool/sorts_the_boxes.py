# mistake: Sorts the boxes by picture in place first, so the order is lost and the input is changed.
import math

import numpy as np


def roi_pool(x, boxes, size):
    rows, cols = (size, size) if isinstance(size, int) else size
    boxes.sort(axis=0)
    out = np.zeros((len(boxes), x.shape[1], rows, cols))
    for r in range(len(boxes)):
        n, y0, x0, y1, x1 = [int(v) for v in boxes[r]]
        h, w = y1 - y0, x1 - x0
        for i in range(rows):
            top, bottom = y0 + i * h // rows, y0 + math.ceil((i + 1) * h / rows)
            for j in range(cols):
                left, right = x0 + j * w // cols, x0 + math.ceil((j + 1) * w / cols)
                out[r, :, i, j] = x[n, :, top:bottom, left:right].max(axis=(1, 2))
    return out
