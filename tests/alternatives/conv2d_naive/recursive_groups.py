# way: Recursion: one call for each group, one for each image, one for each filter.
import numpy as np


def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    if groups > 1:
        c, f = x.shape[1] // groups, w.shape[0] // groups
        parts = [conv2d_naive(x[:, g * c:(g + 1) * c], w[g * f:(g + 1) * f],
                              None if b is None else b[g * f:(g + 1) * f], stride, padding, dilation)
                 for g in range(groups)]
        return np.concatenate(parts, axis=1)
    if len(x) > 1:
        return np.concatenate([conv2d_naive(x[n:n + 1], w, b, stride, padding, dilation) for n in range(len(x))])
    if len(w) > 1:
        return np.concatenate([conv2d_naive(x, w[f:f + 1], None if b is None else b[f:f + 1], stride, padding, dilation)
                               for f in range(len(w))], axis=1)
    (sh, sw), (ph, pw), (dh, dw) = [(a, a) if isinstance(a, int) else a for a in (stride, padding, dilation)]
    xp = np.pad(x[0].astype(float), ((0, 0), (ph, ph), (pw, pw)))
    KH, KW = w.shape[2:]
    eh, ew = (KH - 1) * dh + 1, (KW - 1) * dw + 1
    y = np.array([[np.vdot(xp[:, i:i + eh:dh, j:j + ew:dw], w[0].astype(float))
                   for j in range(0, xp.shape[2] - ew + 1, sw)]
                  for i in range(0, xp.shape[1] - eh + 1, sh)])
    if b is not None:
        y += float(b[0])
    return y[None, None]
