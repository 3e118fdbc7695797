# way: Builds the (Toeplitz) matrix whose rows are the shifted filter and multiplies.
import numpy as np


def corr1d(x, w):
    N, K = len(x), len(w)
    A = np.zeros((N - K + 1, N))
    for row in range(N - K + 1):
        A[row, row:row + K] = w
    return A @ x
