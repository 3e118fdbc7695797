# way: Plain Python lists, reversed() on rows and columns, zip for the products.
import numpy as np


def conv2d_true(x, w):
    kernel = [list(reversed(row)) for row in reversed(w.tolist())]
    image = x.tolist()
    kh, kw = len(kernel), len(kernel[0])

    def dot(i, j):
        return sum(p * q for a, b in zip(image[i:i + kh], kernel) for p, q in zip(a[j:j + kw], b))

    return [[dot(i, j) for j in range(len(image[0]) - kw + 1)] for i in range(len(image) - kh + 1)]
