# mistake: Correlates the unpadded picture and puts the zeros around the answer.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    KH, KW = w.shape
    y = [[np.sum(x[i:i+KH, j:j+KW] * w.astype(float)) for j in range(x.shape[1] - KW + 1)]
         for i in range(x.shape[0] - KH + 1)]
    return np.pad(np.array(y), ((ph, ph), (pw, pw)))[::sh, ::sw]
