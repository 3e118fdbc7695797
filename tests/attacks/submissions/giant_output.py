# attack: answers are too large for whoever has to look at them
# %% after
def EXERCISE(x, w):
    import itertools
    return [
        lambda: np.broadcast_to(1.0, (10**6, 10**6)),
        lambda: "x" * 10**8,
        lambda: itertools.repeat(np.ones(1000)),
        lambda: [[["x" * 1000] * 1000] * 1000],
        lambda: np.ones(2**25),
        lambda: 10**100000,
        lambda: [[]] * 10**7,
    ][x.size % 7]()
