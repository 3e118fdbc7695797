# mistake: So much weight in the corners that level edges answer almost as strongly.
import numpy as np


def design_filter():
    return np.array([[0, 1, 10], [-1, 0, 1], [-10, -1, 0]])
