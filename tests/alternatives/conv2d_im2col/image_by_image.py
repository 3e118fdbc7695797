# way: A loop over the images, one 2-D product each; the columns of an image are built row by row from strided slices.
import numpy as np


def columns(img, KH, KW, sh, sw):
    C, H, W = img.shape
    OH, OW = (H - KH) // sh + 1, (W - KW) // sw + 1
    lines = [img[c, u:u + sh * (OH - 1) + 1:sh, v:v + sw * (OW - 1) + 1:sw].ravel()
             for c in range(C) for u in range(KH) for v in range(KW)]
    return np.array(lines, dtype=np.float64), OH, OW

def conv2d_im2col(x, w, b, stride=1, padding=0):
    F, C, KH, KW = w.shape
    sh, sw = stride if hasattr(stride, "__len__") else (stride, stride)
    ph, pw = padding if hasattr(padding, "__len__") else (padding, padding)
    bias = np.zeros(F) if b is None else b
    out = []
    for img in x:
        big = np.zeros((C, img.shape[1] + 2 * ph, img.shape[2] + 2 * pw), dtype=x.dtype)
        big[:, ph:ph + img.shape[1], pw:pw + img.shape[2]] = img
        cols, OH, OW = columns(big, KH, KW, sh, sw)
        y = w.reshape(F, C * KH * KW) @ cols
        out.append([y[f].reshape(OH, OW) + bias[f] for f in range(F)])
    return np.array(out)
