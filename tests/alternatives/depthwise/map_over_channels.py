# way: A helper for one plane, called for each picture and channel, stacked.
import numpy as np


def _plane(a, k, sh, sw):
    rows = range(0, a.shape[0] - k.shape[0] + 1, sh)
    cols = range(0, a.shape[1] - k.shape[1] + 1, sw)
    return np.array([[(a[r:r + k.shape[0], c:c + k.shape[1]] * k).sum() for c in cols] for r in rows])

def depthwise(x, w, stride=1, padding=0):
    two = lambda a: (a, a) if np.isscalar(a) else a
    (sh, sw), (ph, pw) = two(stride), two(padding)
    frame = lambda a: np.pad(a.astype(float), ((ph, ph), (pw, pw)))
    return np.stack([np.stack([_plane(frame(plane), w[c, 0], sh, sw) for c, plane in enumerate(image)]) for image in x])
