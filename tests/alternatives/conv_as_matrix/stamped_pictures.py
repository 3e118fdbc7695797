# way: Stamps the filter into an empty picture and makes a row of it.
import numpy as np


def conv_as_matrix(w, h, width):
    def stamp(i, j):
        page = np.zeros((h, width))
        page[i:i + w.shape[0], j:j + w.shape[1]] = w
        return page.ravel()
    return np.stack([stamp(i, j) for i in range(h - w.shape[0] + 1) for j in range(width - w.shape[1] + 1)])
