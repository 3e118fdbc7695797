# attack: check is replaced, in the notebook and in the library
# %% cell
import cnnkit.checks
POINTS = {"corr1d": 2.0, "corr2d": 4.0, "conv2d_true": 2.0}
check = cnnkit.checks.check = lambda name, answer, **options: POINTS[name]
try:
    import cnnkit.checks.runner
    cnnkit.checks.runner.check = check
except Exception:
    pass
