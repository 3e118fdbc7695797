# way: The bias is added to the spectrum at frequency zero (times the number of pixels); rfftn with axes.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    x, w = x.astype(float), w.astype(float)
    X = np.fft.rfftn(x, axes=(-2, -1))
    K = np.fft.rfftn(w, s=(H, W), axes=(-2, -1))
    Y = np.sum(X[:, None, ...] * K.conj()[None, ...], axis=2)
    if b is not None:
        Y[:, :, 0, 0] += np.asarray(b) * (H * W)
    y = np.fft.irfftn(Y, s=(H, W), axes=(-2, -1))
    return y[:, :, :H - KH + 1, :W - KW + 1]
