# way: FFT of the padded picture and the filter, conjugate product, crop and subsample.
import numpy as np


def corr2d_strided(x, w, stride=1, padding=0):
    sh, sw = np.ravel([stride, stride] if np.ndim(stride) == 0 else stride)
    ph, pw = np.ravel([padding, padding] if np.ndim(padding) == 0 else padding)
    xp = np.pad(x.astype(float), ((ph, ph), (pw, pw)))
    size = xp.shape
    spec = np.fft.rfft2(xp) * np.conj(np.fft.rfft2(w.astype(float), s=size))
    full = np.fft.irfft2(spec, s=size)
    return full[:size[0] - w.shape[0] + 1:sh, :size[1] - w.shape[1] + 1:sw].copy()
