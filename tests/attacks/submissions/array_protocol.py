# attack: an object whose __array__ looks up the expected value among the caller's variables
# %% cell
import sys

class Late:
    def __array__(self, *args, **kwargs):
        frame = sys._getframe(1)
        while frame is not None:
            for name in ("expected", "wanted"):
                found = frame.f_locals.get(name)
                if isinstance(found, np.ndarray):
                    return found.copy()
            frame = frame.f_back
        return np.zeros((1, 1))

# %% after
def EXERCISE(x, w):
    return Late()
