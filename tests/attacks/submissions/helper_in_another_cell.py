# attack: a cell of the student's own holds the forbidden call, and the answer calls that
# %% cell
class Tools:
    slide = staticmethod(np.convolve)

tools = Tools()
def helper(x, w):
    return tools.slide(x, w[::-1], "valid")

# %% after
def EXERCISE(x, w):
    return helper(x, w) if x.ndim == 1 else _wrong_EXERCISE(x, w)
