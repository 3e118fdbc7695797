# mistake: Pads ph rows above and none below (and so for columns), the output shape follows.
import numpy as np


def im2col(x, k, stride=1, padding=0):
    KH, KW = (k, k) if isinstance(k, int) else k
    sh, sw = (stride, stride) if isinstance(stride, int) else stride
    ph, pw = (padding, padding) if isinstance(padding, int) else padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, 0), (pw, 0)))
    N, C, H, W = x.shape
    out = []
    for i in range(0, H - KH + 1, sh):
        for j in range(0, W - KW + 1, sw):
            out.append(x[:, :, i:i + KH, j:j + KW].reshape(N, -1))
    return np.stack(out, axis=2)
