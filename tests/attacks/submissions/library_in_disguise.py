# attack: the library's functions are fetched under names put together at run time
# %% cell
import importlib
def reach(word):
    return getattr(importlib.import_module("cnn" + "kit." + "func" + "tional"), word[::-1])

# %% after
def EXERCISE(x, w):
    x, w = np.asarray(x, float), np.asarray(w, float)
    ways = {
        "corr1d": [lambda: reach("d1etalerroc")(x, w),
                   lambda: reach("d1vnoc")(x[None, None], w[None, None])[0, 0]],
        "corr2d": [lambda: reach("d2etalerroc")(x, w),
                   lambda: reach("d2vnoc")(x[None, None], w[None, None])[0, 0],
                   lambda: reach("tff_d2vnoc")(x[None, None], w[None, None], None)[0, 0],
                   lambda: (w.ravel() @ reach("loc2mi")(x[None, None], w.shape)[0]).reshape(
                       x.shape[0] - w.shape[0] + 1, -1),
                   lambda: reach("drawkcab_d2vnoc")(w[None, None], x[None, None],
                       np.zeros((1, 1, x.shape[0] - w.shape[0] + 1,
                                 x.shape[1] - w.shape[1] + 1)))[1][0, 0]],
        "conv2d_true": [lambda: reach("d2evlovnoc")(x, w),
                        lambda: reach("d2vnoc")(x[None, None], w[None, None, ::-1, ::-1])[0, 0]],
    }
    for way in ways["EXERCISE"]:
        try:
            out = np.asarray(way())
            if out.size:
                return out
        except Exception:
            pass
    return _wrong_EXERCISE(x, w)
