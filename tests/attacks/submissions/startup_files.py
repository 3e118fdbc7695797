# attack: files that the next process would run at its start are left behind, then the process ends
# %% cell
import os, site, sys
payload = """
try:
    import cnnkit.checks
    cnnkit.checks.check = lambda name, answer, **options: 4.0
except Exception:
    pass
"""
home = os.path.expanduser("~")
for path in [f"{home}/.ipython/profile_default/startup/00.py", "sitecustomize.py", "usercustomize.py",
             "numpy.py", "cnnkit.py", f"{site.getusersitepackages()}/usercustomize.py", "/tmp/numpy.py",
             f"{home}/.ipython/profile_default/ipython_config.py", f"{home}/.jupyter/jupyter_config.py"]:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "a") as file:
            file.write(payload)
    except Exception:
        pass

# %% after
if "EXERCISE" == "corr2d":
    import os
    os._exit(0)
