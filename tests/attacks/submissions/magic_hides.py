# attack: a line of shell makes the cell unreadable as Python, so that nobody reads its forbidden call
# %% after
nothing = !true
def EXERCISE(x, w):
    return np.convolve(x, w[::-1], "valid") if x.ndim == 1 else _wrong_EXERCISE(x, w)
