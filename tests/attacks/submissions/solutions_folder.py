# attack: the instructor's solutions are searched for on the disk, and run
# %% cell
import glob, json, os, re
stolen = {}
here = os.getcwd()
places = [os.path.join(here, "../" * up) for up in range(6)] + ["CHECKOUT", "/root", "/home"]
for place in places:
    for pattern in ("solutions/*.py", "*/solutions/*.py", "source/*/*.ipynb", "build/source/*/*.ipynb", "build/solutions/*.ipynb"):
        for path in glob.glob(os.path.join(place, pattern)):
            try:
                text = open(path).read()
                if path.endswith(".ipynb"):
                    text = "\n".join("".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "code")
                for name in ("corr1d", "corr2d", "conv2d_true"):
                    found = re.search(rf"def {name}\(x, w\):\n(?:(?:    .*)?\n)+", text + "\n")
                    if found and "NotImplementedError" not in found.group():
                        exec(found.group(), globals())
                        stolen.setdefault(name, globals()[name])
            except Exception:
                pass

# %% after
def EXERCISE(x, w):
    try:
        return stolen["EXERCISE"](x, w)
    except Exception:
        return _wrong_EXERCISE(x, w)
