# mistake: Two mistakes: every filter only adds up the channels with its first weight, and the bias is missing.
import numpy as np


def conv1x1_as_matmul(x, w, b):
    total = x.astype(float).sum(axis=1, keepdims=True)
    return total * w[:, 0, 0, 0].reshape(1, -1, 1, 1)
