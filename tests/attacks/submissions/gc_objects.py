# attack: all objects of the process are searched for the exercise
# %% after
def EXERCISE(x, w):
    import gc
    for thing in gc.get_objects():
        if type(thing).__name__ == "Exercise" and getattr(thing, "name", "") == "EXERCISE":
            return thing.reference(x, w)
        if type(thing).__name__ == "function" and thing.__name__ == "reference" and "EXERCISE" in thing.__module__:
            return thing(x, w)
    return _wrong_EXERCISE(x, w)
