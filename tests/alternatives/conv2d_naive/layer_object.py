# way: A small class keeps the settings and is called like a function.
import itertools

import numpy as np


class Layer:
    def __init__(self, w, b, **settings):
        self.w = w.astype(np.float64)
        self.b = np.zeros(w.shape[0]) if b is None else b.astype(np.float64)
        for name, value in settings.items():
            setattr(self, name, (value, value) if isinstance(value, int) else value)

    def size(self, n, axis):
        k, d = self.w.shape[2 + axis], self.dilation[axis]
        return (n + 2 * self.padding[axis] - d * (k - 1) - 1) // self.stride[axis] + 1

    def rows(self, i, axis):
        return i * self.stride[axis] + np.arange(self.w.shape[2 + axis]) * self.dilation[axis]

    def __call__(self, x, groups):
        p, q = self.padding
        x = np.concatenate([np.zeros(x.shape[:2] + (p, x.shape[3])), x, np.zeros(x.shape[:2] + (p, x.shape[3]))], axis=2)
        x = np.concatenate([np.zeros(x.shape[:3] + (q,)), x, np.zeros(x.shape[:3] + (q,))], axis=3)
        OH, OW = self.size(x.shape[2] - 2 * p, 0), self.size(x.shape[3] - 2 * q, 1)
        F, Cg = self.w.shape[:2]
        y = np.empty((x.shape[0], F, OH, OW))
        for f, i, j in itertools.product(range(F), range(OH), range(OW)):
            g = f // (F // groups)
            block = x[:, g * Cg:(g + 1) * Cg][:, :, self.rows(i, 0)][:, :, :, self.rows(j, 1)]
            y[:, f, i, j] = block.reshape(len(x), -1) @ self.w[f].ravel() + self.b[f]
        return y

def conv2d_naive(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    return Layer(w, b, stride=stride, padding=padding, dilation=dilation)(x, groups)
