# way: Both responses in one stack, np.linalg.norm over it; gy from the transposed picture, both filters flipped (same magnitude).
import numpy as np


def sobel_magnitude(image):
    def upright(a):
        y = np.zeros((a.shape[0] - 2, a.shape[1] - 2))
        for u, s in enumerate((1, 2, 1)):
            for v, d in ((0, 1), (2, -1)):
                y += s * d * a[u:u + y.shape[0], v:v + y.shape[1]]
        return y
    x = image.astype(float)
    return np.linalg.norm(np.stack([upright(x), upright(x.T).T]), axis=0)
