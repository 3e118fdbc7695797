# way: All images side by side in ONE 2-D product (F, CKK) @ (CKK, N·L), then reshape to (F, N, ...) and transpose.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_im2col(x, w, b, stride=1, padding=0):
    pair = lambda v: tuple(v) if isinstance(v, (tuple, list)) else (v, v)
    (sh, sw), (ph, pw) = pair(stride), pair(padding)
    F, C, KH, KW = w.shape
    xp = np.pad(x, [(0, 0), (0, 0), (ph, ph), (pw, pw)])
    win = sliding_window_view(xp, (KH, KW), axis=(2, 3))[:, :, ::sh, ::sw]
    N, _, OH, OW = win.shape[:4]
    flat = win.transpose(1, 4, 5, 0, 2, 3).reshape(C * KH * KW, N * OH * OW)
    kind = np.result_type(x, w, np.float32)
    out = np.dot(w.reshape(F, -1).astype(kind), flat.astype(kind))
    out = out.reshape(F, N, OH, OW).transpose(1, 0, 2, 3)
    return out.copy() if b is None else out + b.reshape(1, F, 1, 1)
