# way: Takes the ring of eight taps of Sobel and moves it on by one.
import numpy as np


def design_filter():
    ring = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
    values = [-1, 0, 1, 2, 1, 0, -1, -2]
    k = np.zeros((3, 3), dtype=np.int64)
    for n, place in enumerate(ring):
        k[place] = values[(n + 1) % 8]
    return k
