# mistake: Makes the output with np.zeros and no number type, so a uint8 picture becomes float64.
import numpy as np


def pad2d(x, padding, mode="zero"):
    left, right, top, bottom = (padding,) * 4 if isinstance(padding, int) else padding
    if mode not in ("zero", "edge", "reflect", "wrap"):
        raise ValueError("mode must be zero, edge, reflect or wrap")
    H, W = x.shape
    out = np.zeros((H + top + bottom, W + left + right))
    out[top:top+H, left:left+W] = x
    if mode == "edge":
        out[:top, left:left+W] = x[0]
        out[top+H:, left:left+W] = x[-1]
        for j in range(left):
            out[:, j] = out[:, left]
        for j in range(right):
            out[:, left+W+j] = out[:, left+W-1]
    if mode == "reflect":
        for i in range(1, top + 1):
            out[top - i] = out[top + i]
        for i in range(1, bottom + 1):
            out[top + H - 1 + i] = out[top + H - 1 - i]
        for j in range(1, left + 1):
            out[:, left - j] = out[:, left + j]
        for j in range(1, right + 1):
            out[:, left + W - 1 + j] = out[:, left + W - 1 - j]
    if mode == "wrap":
        for i in range(top):
            out[i] = out[i + H]
        for i in range(bottom):
            out[top + H + i] = out[top + i]
        for j in range(left):
            out[:, j] = out[:, j + W]
        for j in range(right):
            out[:, left + W + j] = out[:, left + j]
    return out
