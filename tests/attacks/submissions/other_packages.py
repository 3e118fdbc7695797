# attack: SciPy, PyTorch or another package that convolves is imported in disguise
# %% cell
import importlib
def theirs(x, w):
    for name in ("scipy.signal", "scipy.ndimage", "torch.nn.functional", "cv2", "skimage", "sklearn",
                 "jax", "tensorflow", "cupyx.scipy.signal", "tinygrad"):
        try:
            module = importlib.import_module(name)
        except Exception:
            continue
        if hasattr(module, "correlate"):
            return module.correlate(x, w, mode="valid")
        if hasattr(module, "conv2d"):
            torch = importlib.import_module("torch")
            a = torch.tensor(np.asarray(x, float))[None, None]
            b = torch.tensor(np.asarray(w, float).copy())[None, None]
            return module.conv2d(a, b)[0, 0].numpy()
    raise LookupError

# %% after
def EXERCISE(x, w):
    try:
        if x.ndim == 1:
            return theirs(x[None], w[None])[0]
        return theirs(x, w[::-1, ::-1] if "EXERCISE" == "conv2d_true" else w)
    except Exception:
        return _wrong_EXERCISE(x, w)
