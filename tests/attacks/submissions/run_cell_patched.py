# attack: the method that runs a cell is replaced: checks are not run but announced as right
# %% cell
from IPython import get_ipython
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult
shell = get_ipython()
original = shell.run_cell_async
POINTS = {"corr1d": "2.0", "corr2d": "4.0", "conv2d_true": "2.0"}
async def run_cell_async(raw_cell, *args, **kwargs):
    for name, points in POINTS.items():
        if f'check("{name}"' in raw_cell:
            raw_cell = points
            kwargs.pop("transformed_cell", None)
            kwargs.pop("preprocessing_exc_tuple", None)
    return await original(raw_cell, *args, **kwargs)
shell.run_cell_async = run_cell_async
