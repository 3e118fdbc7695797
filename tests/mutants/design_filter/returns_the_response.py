# mistake: Returns the response to a test picture, 5 by 5, not the filter.
import numpy as np


def design_filter():
    k = np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])
    picture = np.triu(np.ones((7, 7)))
    return np.array([[np.sum(picture[i:i+3, j:j+3] * k) for j in range(5)] for i in range(5)])
