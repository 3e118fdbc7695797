# way: Sizes rounded up to powers of two, as fast FFTs like them; matmul over the channels for each frequency.
import numpy as np


def conv2d_fft(x, w, b):
    H, W = x.shape[2:]
    KH, KW = w.shape[2:]
    up = lambda n: 1 << (n - 1).bit_length()
    size = (up(H), up(W))
    X = np.fft.rfft2(x.astype(np.float64), size).transpose(2, 3, 0, 1)
    K = np.fft.rfft2(w.astype(np.float64), size).transpose(2, 3, 1, 0)
    Y = np.matmul(X, np.conjugate(K)).transpose(2, 3, 0, 1)
    y = np.fft.irfft2(Y, size)[:, :, 0:H - KH + 1, 0:W - KW + 1]
    y = y.astype(np.result_type(x, w, np.float32))
    if b is not None:
        y += np.asarray(b, y.dtype).reshape(-1, 1, 1)
    return y
