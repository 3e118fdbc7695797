# mistake: Doubles x, which is the same only for 1.
import numpy as np


def first_check(x):
    return 2 * x
