# mistake: Returns x as it is.
import numpy as np


def first_check(x):
    return x
