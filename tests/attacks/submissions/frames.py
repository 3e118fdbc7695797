# attack: the caller's frames are searched for the exercise, and its reference is called
# %% after
def EXERCISE(x, w):
    import sys
    frame = sys._getframe(0)
    while frame is not None:
        for thing in [*frame.f_locals.values(), *frame.f_globals.values()]:
            reference = getattr(type(thing) is not type and thing, "reference", None)
            if callable(reference) and hasattr(thing, "misconceptions"):
                return reference(x, w)
        for name in ("expected", "wanted", "solution", "answer_key"):
            if isinstance(frame.f_locals.get(name), np.ndarray):
                return frame.f_locals[name]
        frame = frame.f_back
    return _wrong_EXERCISE(x, w)
