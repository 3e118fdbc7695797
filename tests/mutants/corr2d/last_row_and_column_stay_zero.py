# mistake: The output has the right size, but the loops stop one early and the last row and column stay 0.
import numpy as np

def corr2d(x, w):
    rows, cols = x.shape
    krows, kcols = w.shape
    result = np.zeros((rows - krows + 1, cols - kcols + 1))
    for r in range(0, rows - krows):
        for c in range(0, cols - kcols):
            window = x[r : r + krows, c : c + kcols]
            result[r, c] = np.sum(np.multiply(window, w))
    return result
