# attack: a layer of the library computes the answer
# %% cell
import importlib
def by_layer(x, w):
    layers = importlib.import_module("cnnkit.la" + "yers")
    conv = layers.Conv2d(1, 1, w.shape, rng=np.random.default_rng(0), bias=False)
    conv.parameters()[0].value = np.asarray(w, np.float32)[None, None]
    return conv.forward(np.asarray(x, np.float32)[None, None])[0, 0]

# %% after
def EXERCISE(x, w):
    try:
        if x.ndim == 1:
            return by_layer(x[None], w[None])[0]
        return by_layer(x, w[::-1, ::-1] if "EXERCISE" == "conv2d_true" else w)
    except Exception:
        return _wrong_EXERCISE(x, w)
