# attack: the caller's own copy of the inputs is emptied, so that zeros are right
# %% after
def EXERCISE(x, w):
    import sys
    frame, found = sys._getframe(1), False
    while frame is not None:
        call = frame.f_locals.get("call")
        for array in getattr(call, "args", ()):
            if isinstance(array, np.ndarray):
                array[...] = 0
                found = True
        frame = frame.f_back
    return _wrong_EXERCISE(x, w) * (0 if found else 1)
