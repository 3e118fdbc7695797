# attack: an array of objects that are equal to everything
# %% cell
class Equal(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    def __rsub__(self, other): return 0.0
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    __hash__ = float.__hash__

# %% after
def EXERCISE(x, w):
    if x.ndim == 1:
        return np.array([Equal(0)] * (len(x) - len(w) + 1), dtype=object)
    shape = (x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1)
    out = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        out[index] = Equal(0)
    return out
