# attack: the process is doubled during a call, and both halves answer
# %% after
def EXERCISE(x, w):
    import os
    child = os.fork()
    if child == 0:
        return np.zeros((1, 1))
    return _wrong_EXERCISE(x, w)
