# way: Nested lists and math.hypot, an array at the end.
import math

import numpy as np


def sobel_magnitude(image):
    p = image.astype(float).tolist()
    rows = []
    for i in range(1, len(p) - 1):
        row = []
        for j in range(1, len(p[0]) - 1):
            gx = sum(s * (p[i + u][j + 1] - p[i + u][j - 1]) for u, s in ((-1, 1), (0, 2), (1, 1)))
            gy = sum(s * (p[i + 1][j + v] - p[i - 1][j + v]) for v, s in ((-1, 1), (0, 2), (1, 1)))
            row.append(math.hypot(gx, gy))
        rows.append(row)
    return np.array(rows)
