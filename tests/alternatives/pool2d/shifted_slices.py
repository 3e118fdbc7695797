# way: Combines one strided slice for each place in the window with functools.reduce.
import functools

import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    if mode == "max":
        combine = np.maximum
    elif mode in ("avg", "sum"):
        combine = np.add
    else:
        raise ValueError("no mode called " + str(mode))
    two = lambda a: (a, a) if np.isscalar(a) else tuple(a)
    (kh, kw), (sh, sw) = two(k), two(k if stride is None else stride)
    OH, OW = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    slices = (x[:, :, u:u + (OH - 1) * sh + 1:sh, v:v + (OW - 1) * sw + 1:sw].astype(float)
              for u in range(kh) for v in range(kw))
    y = functools.reduce(combine, slices)
    return y / (kh * kw) if mode == "avg" else y
