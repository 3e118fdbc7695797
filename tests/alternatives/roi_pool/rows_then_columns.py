# way: Pools the rows of a box and then its columns with a helper; stacks.
import numpy as np


def _bins(a, length, parts):
    return [(a + i * length // parts, a + ((i + 1) * length + parts - 1) // parts) for i in range(parts)]

def roi_pool(x, boxes, size):
    S = (size, size) if isinstance(size, int) else tuple(size)
    answers = []
    for n, y0, x0, y1, x1 in np.asarray(boxes).tolist():
        tall = np.stack([x[n, :, a:b].max(axis=1) for a, b in _bins(y0, y1 - y0, S[0])], axis=1)
        answers.append(np.stack([tall[:, :, a:b].max(axis=2) for a, b in _bins(x0, x1 - x0, S[1])], axis=2))
    return np.stack(answers)
