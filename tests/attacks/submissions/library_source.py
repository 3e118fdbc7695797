# attack: inspect.getsource gives the library's function, which is run under another name
# %% cell
import inspect, importlib
stolen = {}
for module in ("correlation", "conv", "products", "fft", "columns", "transposed"):
    try:
        namespace = {}
        full = importlib.import_module("cnnkit.functional." + module)
        exec(inspect.getsource(full), namespace)
        stolen.update({k: v for k, v in namespace.items() if callable(v)})
    except Exception:
        pass
NAMES = {"corr1d": "correlate1d", "corr2d": "correlate2d", "conv2d_true": "convolve2d"}

# %% after
def EXERCISE(x, w):
    try:
        return stolen[NAMES["EXERCISE"]](x, w)
    except Exception:
        return _wrong_EXERCISE(x, w)
