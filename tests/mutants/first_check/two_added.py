# mistake: Adds 2.
import numpy as np


def first_check(x):
    return x + 2
