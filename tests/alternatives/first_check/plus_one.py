# way: x + 1.
import numpy as np


def first_check(x):
    return x + 1
