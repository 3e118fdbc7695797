# way: A line along the diagonal that level and upright edges do not move at all.
import numpy as np


def design_filter():
    return 3 * np.eye(3, dtype=int) - np.ones((3, 3), dtype=int)
