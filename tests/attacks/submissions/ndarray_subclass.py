# attack: answers are of a subclass of ndarray that agrees with whatever it is compared with
# %% cell
class Chameleon(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if ufunc in (np.subtract, np.absolute):
            return np.zeros(np.broadcast_shapes(*(np.shape(i) for i in inputs)))
        return np.True_ if ufunc in (np.equal, np.less_equal) else np.zeros(())
    def __array_function__(self, func, types, args, kwargs):
        return True
    def __array_finalize__(self, other):
        pass
    def astype(self, *args, **kwargs):
        return self
    @property
    def shape(self):
        return ANY
    def all(self, *args, **kwargs):
        return True

class Any(tuple):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = tuple.__hash__

ANY = Any((1, 1))

# %% after
def EXERCISE(x, w):
    return np.zeros((1, 1)).view(Chameleon)
