# mistake: Computes with padding and crops [p:-p]; for a filter of one row or column p is 0 and nothing is left.
import numpy as np


def corr2d(x, w):
    kh, kw = w.shape
    ph, pw = kh - 1, kw - 1
    padded = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    full = np.zeros((x.shape[0] + ph, x.shape[1] + pw))
    for i in range(full.shape[0]):
        for j in range(full.shape[1]):
            full[i, j] = np.sum(padded[i:i+kh, j:j+kw] * w)
    # cut away the border where the padding was used
    return full[ph:-ph, pw:-pw]
