# mistake: The parameters are declared as (kernel, image), the other way round from the call.
import numpy as np


def corr2d(kernel, image):
    kh, kw = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kh + 1, W - kw + 1))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            out[i, j] = np.sum(image[i:i+kh, j:j+kw] * kernel)
    return out
