# mistake: Computes y but forgets to return it.
import numpy as np


def first_check(x):
    y = x + 1
