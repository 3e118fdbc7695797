# mistake: Adds 1 at the end whenever k is even, and forgets what the stride does.
import numpy as np


def same_padding(n, k, stride=1):
    p = (k - 1) // 2
    return p, p + (1 if k % 2 == 0 else 0)
