# mistake: Calls np.pad, which the exercise forbids.
import numpy as np


def pad2d(x, padding, mode="zero"):
    names = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}
    if mode not in names:
        raise ValueError(mode)
    if isinstance(padding, int):
        padding = (padding,) * 4
    l, r, t, b = padding
    return np.pad(x, ((t, b), (l, r)), mode=names[mode])
