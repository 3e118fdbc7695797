# attack: the library's emptied parts are looked for again: other caches, other loaders, reloads
# %% cell
import gc, glob, importlib, importlib.machinery, importlib.util, marshal, sys
found = []
for name in [*sys.modules]:
    if name.startswith("cnnkit"):
        try:
            found.append(importlib.reload(sys.modules[name]))
        except Exception:
            pass
for folder in {*sys.path, sys.prefix, sys.base_prefix, "/usr", "/opt", "/work", "/home"}:
    for path in glob.glob(f"{folder}/**/correlation*.py*", recursive=True)[:50]:
        try:
            if path.endswith(".pyc"):
                space = {}
                exec(marshal.loads(open(path, "rb").read()[16:]), space)
                found.append(type(sys)("found"))
                found[-1].__dict__.update(space)
            else:
                spec = importlib.util.spec_from_file_location("found", path)
                found.append(importlib.util.module_from_spec(spec))
                spec.loader.exec_module(found[-1])
        except Exception:
            pass
library = {name: getattr(module, name) for module in found
           for name in ("correlate1d", "correlate2d", "convolve2d") if hasattr(module, name)}

# %% after
def EXERCISE(x, w):
    name = {"corr1d": "correlate1d", "corr2d": "correlate2d", "conv2d_true": "convolve2d"}["EXERCISE"]
    try:
        return library[name](x, w)
    except Exception:
        return _wrong_EXERCISE(x, w)
