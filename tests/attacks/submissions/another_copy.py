# attack: an unmasked copy of the library is searched for and imported
# %% cell
import glob, importlib, sys
places = [p for pattern in ("CHECKOUT/src", "/root/*/src", "/home/*/*/src", "/opt/*", "/usr/lib/python3/dist-packages",
                            "/root/.cache/cnnkit/*", "/home/*/.cache/cnnkit/*", "/tmp/**/library-*")
          for p in glob.glob(pattern)]
stolen = None
for place in places:
    saved = {k: sys.modules.pop(k) for k in list(sys.modules) if k.split(".")[0] == "cnnkit"}
    sys.path.insert(0, place)
    try:
        functional = importlib.import_module("cnnkit.func" + "tional")
        functional.correlate2d(np.ones((2, 2)), np.ones((1, 1)))
        stolen = functional
    except Exception:
        pass
    sys.path.remove(place)
    for k in [k for k in sys.modules if k.split(".")[0] == "cnnkit"]:
        del sys.modules[k]
    sys.modules.update(saved)
NAMES = {"corr1d": "correlate1d", "corr2d": "correlate2d", "conv2d_true": "convolve2d"}

# %% after
def EXERCISE(x, w):
    try:
        return getattr(stolen, NAMES["EXERCISE"])(x, w)
    except Exception:
        return _wrong_EXERCISE(x, w)
