# way: Loops over images, filters and channels; one small rfft2 pair each, sums of the channels made in the image domain.
import numpy as np


def conv2d_fft(x, w, b):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    out = np.zeros((N, F, H - KH + 1, W - KW + 1))
    for n in range(N):
        for f in range(F):
            for c in range(C):
                X = np.fft.rfft2(x[n, c])
                K = np.fft.rfft2(w[f, c], (H, W))
                out[n, f] += np.fft.irfft2(X * np.conj(K), (H, W))[:H - KH + 1, :W - KW + 1]
            if b is not None:
                out[n, f] += b[f]
    return out
