# mistake: Prints x + 1 and returns nothing.
import numpy as np


def first_check(x):
    print(x + 1)
