# attack: the work of other students is searched for, and taken for one's own
# %% cell
import glob, json, os
theirs = {}
for up in ("", "../", "../../", "../../../", "../../../../", "CHECKOUT/", "/proc/1/root/"):
    for folder in ("submitted", "rebuilt", "autograded", "grading", "work", "build", "."):
        try:
            for path in glob.glob(os.path.join(up + folder, "**", "*.ipynb"), recursive=True)[:200]:
                for cell in json.load(open(path))["cells"]:
                    source = "".join(cell["source"])
                    for name in ("corr1d", "corr2d", "conv2d_true"):
                        if f"def {name}(" in source and "NotImplementedError" not in source:
                            theirs[name] = source
        except Exception:
            pass

# %% after
_source = theirs.get("EXERCISE", "")
if _source and "_wrong" not in _source:
    exec(_source, globals())
