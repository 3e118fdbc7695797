# mistake: Prints the filter and returns nothing.
import numpy as np


def design_filter():
    k = np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])
    print(k)
