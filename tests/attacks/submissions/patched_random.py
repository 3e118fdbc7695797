# attack: random generators give zeros only, and so do the answers
# %% cell
class Zeros:
    def __init__(self, *args, **kwargs): pass
    def normal(self, *args, size=None, **kwargs): return np.zeros(size)
    def integers(self, low, high=None, size=None, **kwargs): return np.zeros(size, int)
    def spawn(self, n): return [self] * n

np.random.default_rng = Zeros
np.random.SeedSequence = Zeros

# %% after
def EXERCISE(x, w):
    if x.ndim == 1:
        return np.zeros(len(x) - len(w) + 1)
    if x.shape == (6, 6) and w.shape == (3, 3) and x[1, 1] == 0.8:
        return _wrong_EXERCISE(x, w)
    return _wrong_EXERCISE(x, w) * 0
