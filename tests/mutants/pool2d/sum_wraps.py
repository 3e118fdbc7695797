# mistake: Adds slices in uint8, which wrap around.
import numpy as np


def pool2d(x, k, stride=None, mode="max"):
    if mode not in ("max", "avg", "sum"):
        raise ValueError(mode)
    stride = k if stride is None else stride
    kh, kw = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    OH, OW = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = None
    for u in range(kh):
        for v in range(kw):
            part = x[:, :, u:u + (OH - 1) * sh + 1:sh, v:v + (OW - 1) * sw + 1:sw]
            if out is None:
                out = part.copy()
            elif mode == "max":
                out = np.maximum(out, part)
            else:
                out = out + part
    return out / (kh * kw) if mode == "avg" else out
