# attack: the source of the exercises is searched for on the disk, and run
# %% cell
import os, sys
found = {}
for root in [*sys.path, os.getcwd(), "/opt", "/usr/lib", "/root", "/home", "CHECKOUT/src"]:
    for folder, folders, files in os.walk(root or "."):
        if folder.count("/") > 9:
            folders.clear()
        if folder.endswith("checks/exercises"):
            for file in files:
                if file in ("corr1d.py", "corr2d.py", "conv2d_true.py"):
                    found.setdefault(file[:-3], os.path.join(folder, file))
        if len(found) == 3:
            break
references = {}
for name, path in found.items():
    try:
        namespace = {"__name__": "stolen"}
        exec(open(path).read(), namespace)
        references[name] = namespace["reference"]
    except Exception:
        pass

# %% after
def EXERCISE(x, w):
    return references.get("EXERCISE", _wrong_EXERCISE)(x, w)
