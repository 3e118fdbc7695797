# way: np.fromfunction: each entry asks whether its pixel lies in its window.
import numpy as np


def conv_as_matrix(w, h, width):
    KH, KW = w.shape
    OW = width - KW + 1

    def entry(row, pixel):
        u = pixel // width - row // OW
        v = pixel % width - row % OW
        inside = (u >= 0) & (u < KH) & (v >= 0) & (v < KW)
        return np.where(inside, w[np.clip(u, 0, KH - 1), np.clip(v, 0, KW - 1)], 0).astype(float)

    return np.fromfunction(entry, ((h - KH + 1) * OW, h * width), dtype=int)
