# attack: answers are NaN or infinite, which some comparisons let through
# %% after
def EXERCISE(x, w):
    wrong = _wrong_EXERCISE(x, w)
    shape = np.subtract(x.shape, w.shape) + 1
    return np.full(shape, [np.nan, np.inf, -np.inf][x.size % 3])
