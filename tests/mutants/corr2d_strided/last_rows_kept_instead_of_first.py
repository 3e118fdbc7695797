# mistake: Computes everything with stride 1 and subsamples from offset stride - 1 and not from 0.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    v = np.lib.stride_tricks.sliding_window_view(xp, w.shape)
    full = np.einsum("ijuv,uv->ij", v, w.astype(float))
    return full[sh-1::sh, sw-1::sw]
