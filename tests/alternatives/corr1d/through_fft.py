# way: Product of spectra with the filter's conjugate, cropped to the places without wrap-around.
import numpy as np


def corr1d(x, w):
    n = len(x)
    spectrum = np.fft.rfft(x) * np.conj(np.fft.rfft(w, n))
    return np.fft.irfft(spectrum, n)[: n - len(w) + 1]
