"""A course of one small chapter, for tests that must not depend on a real chapter's prose."""

from pathlib import Path

from autograder.course import Course

CHAPTER = "01_tiny"

SOURCE = '''\
# %% [markdown]
# # Tiny
#
# ![a filter over a picture](https://example.org/a.png)

# %% setup
import numpy as np

from cnnkit.checks import check

# %%
signal = np.array([1.0, 2.0, 3.0])
signal

# %% experiment
print("the experiment ran")

# %% solution="corr1d"
def corr1d(x, w):
    """Slide w along x; multiply and add."""
    ### BEGIN SOLUTION
    out = np.zeros(len(x) - len(w) + 1)
    for n in range(len(out)):
        for u in range(len(w)):
            out[n] += float(x[n + u]) * w[u]
    return out
    ### END SOLUTION

# %% check="corr1d"
check("corr1d", corr1d)

# %% solution="corr2d"
def corr2d(x, w):
    """Slide w over x; multiply and add."""
    ### BEGIN SOLUTION
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw].astype(float) * w).sum()
    return out
    ### END SOLUTION

# %% check="corr2d"
check("corr2d", corr2d)

# %% setup
from math import pi

# %% solution="conv2d_true"
def conv2d_true(x, w):
    """The same, with the filter turned by half a turn."""
    ### BEGIN SOLUTION
    turned = w[::-1, ::-1]
    return corr2d(x, turned)
    ### END SOLUTION

# %% check="conv2d_true"
check("conv2d_true", conv2d_true)

# %% [markdown]
# You can now slide a window.
'''


def make(root: Path, source: str = SOURCE, name: str = CHAPTER) -> Course:
    """Return a course in ``root`` whose only chapter is ``source``."""
    (root / "solutions").mkdir(parents=True, exist_ok=True)
    (root / "pyproject.toml").write_text("")
    (root / "solutions" / f"{name}.py").write_text(source, encoding="utf-8")
    return Course(root)
