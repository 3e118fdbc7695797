# attack: arrays of odd types: structured, of voids, of times, of long texts, big-endian, with a huge itemsize
# %% after
_turn = [0]
def EXERCISE(x, w):
    y = np.asarray(_wrong_EXERCISE(x, w))
    _turn[0] += 1
    kinds = [np.dtype([("passed", "f8"), ("points", "f8")]), np.dtype("V64"), np.dtype("M8[ns]"),
             np.dtype("U4096"), np.dtype(">f8"), np.dtype("f2"), np.dtype("c16"), np.dtype("S1000")]
    try:
        return np.zeros(y.shape, kinds[_turn[0] % len(kinds)])
    except Exception:
        return y.astype("c16")
