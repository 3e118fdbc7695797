# mistake: Fills a NumPy array number by number with float(...), whatever the device.
import numpy as np


def device_agnostic_relu_conv(x, w, b):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    y = np.zeros((N, F, H - KH + 1, W - KW + 1))
    for n in range(N):
        for f in range(F):
            for i in range(H - KH + 1):
                for j in range(W - KW + 1):
                    y[n, f, i, j] = float((1.0 * x[n, :, i:i + KH, j:j + KW] * w[f]).sum())
    if b is not None:
        y = y + np.array(b.tolist())[:, None, None]
    return np.maximum(y, 0)
