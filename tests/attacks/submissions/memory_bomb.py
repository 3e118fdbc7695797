# attack: each answer takes all memory there is, so that a comparison elsewhere fails
# %% after
_kept = []
def EXERCISE(x, w):
    try:
        while True:
            _kept.append(bytearray(64_000_000))
    except MemoryError:
        pass
    return _wrong_EXERCISE(x, w)
