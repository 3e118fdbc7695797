# mistake: Takes the number of rows of the image for its width as well.
import numpy as np


def corr2d(x, w):
    n = len(x)
    kh, kw = w.shape
    out = []
    for i in range(n - kh + 1):
        line = []
        for j in range(n - kw + 1):
            acc = 0
            for a in range(kh):
                for b in range(kw):
                    acc += x[i + a, j + b] * w[a, b]
            line.append(acc)
        out.append(line)
    return np.array(out)
