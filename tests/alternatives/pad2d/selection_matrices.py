# way: Rows times picture times columns: two 0/1 matrices pick the pixels.
import numpy as np


def _pick(n, before, after, mode):
    S = np.zeros((before + n + after, n))
    for k in range(len(S)):
        i = k - before
        if i < 0:
            i = {"zero": None, "edge": 0, "reflect": -i, "wrap": i + n}[mode]
        elif i >= n:
            i = {"zero": None, "edge": n - 1, "reflect": 2 * n - 2 - i, "wrap": i - n}[mode]
        if i is not None:
            S[k, i] = 1
    return S

def pad2d(x, padding, mode="zero"):
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError("mode " + str(mode))
    if not hasattr(padding, "__len__"):
        padding = [padding] * 4
    l, r, t, b = padding
    H, W = x.shape
    return np.rint(_pick(H, t, b, mode) @ x @ _pick(W, l, r, mode).T).astype(x.dtype) if x.dtype.kind in "iu" \
        else (_pick(H, t, b, mode) @ x.astype(np.float64) @ _pick(W, l, r, mode).T).astype(x.dtype)
