"""Wrong ways of measuring the strength of an edge, each with one thing done wrong."""

import numpy as np

from cnnkit.checks.exercises._windows import slide

SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def map_of(image, w):
    """Return what a filter makes of a picture."""
    return slide(image, np.asarray(w))


def sobel(image):
    """Return both maps: gx, which sees upright edges, and gy, which sees level ones."""
    return map_of(image, SOBEL), map_of(image, SOBEL.T)


def length(gx, gy):
    """Return √(gx² + gy²)."""
    return np.sqrt(gx * gx + gy * gy)


def pair(across, along):
    """Return a filter with these weights across and along the edge, and its transpose."""
    w = np.outer(along, across)
    return w, w.T


def measured(filters, join=length):
    """Return the imitation that uses these two filters and joins their maps in this way."""
    return lambda image: join(*(map_of(image, w) for w in filters))


def one_filter_wrong(w):
    """Return imitations where one filter is ``w`` or its transpose and the other is right."""
    w = np.asarray(w)
    choices = ((w, SOBEL.T), (w.T, SOBEL), (SOBEL, w), (SOBEL.T, w.T), (w, w.T))
    return tuple(measured(filters) for filters in choices)


def one_sign_wrong():
    """Return the six filters in which one tap of Sobel's has the other sign."""
    filters = [SOBEL.copy() for _ in np.argwhere(SOBEL)]
    for w, (u, v) in zip(filters, np.argwhere(SOBEL), strict=True):
        w[u, v] *= -1
    return filters


PREWITT = pair([-1, 0, 1], [1, 1, 1])
SCHARR = pair([-1, 0, 1], [3, 10, 3])
MIDDLE_ONLY = pair([-1, 0, 1], [0, 2, 0])
OTHERS = (PREWITT, SCHARR, MIDDLE_ONLY, pair([-1, 0, 1], [0, 1, 0]), pair([-1, 0, 1], [2, 1, 2]))

JOINS = (
    lambda gx, gy: np.abs(gx) + np.abs(gy),
    lambda gx, gy: gx + gy,
    lambda gx, gy: np.abs(gx + gy),
    lambda gx, gy: np.maximum(np.abs(gx), np.abs(gy)),
    lambda gx, gy: (np.abs(gx) + np.abs(gy)) / 2,
    lambda gx, gy: np.sqrt(np.abs(gx) + np.abs(gy)),
    lambda gx, gy: gx,
    lambda gx, gy: np.abs(gx),
    lambda gx, gy: np.abs(gy),
)


def neighbours():
    """Return imitations that subtract direct neighbours, cropped to one size in several ways."""

    def at(image, rows, columns):
        image = np.asarray(image, dtype=float)
        across, down = np.diff(image, axis=1), np.diff(image, axis=0)
        return length(across[rows, :][:, : image.shape[1] - 1], down[:, columns])

    def middle(image):
        image = np.asarray(image, dtype=float)
        across, down = image[1:-1, 2:] - image[1:-1, :-2], image[2:, 1:-1] - image[:-2, 1:-1]
        return length(across, down) / 2

    return (lambda image: at(image, slice(0, -1), slice(0, -1)), middle)


def roberts(image):
    return length(map_of(image, [[1, 0], [0, -1]]), map_of(image, [[0, 1], [-1, 0]]))


def numpy_gradient(image):
    return length(*np.gradient(np.asarray(image, dtype=float)))


def root_of_a_sum(image):
    with np.errstate(invalid="ignore"):
        return np.sqrt(sum(sobel(image)))


def root_of_a_difference(image):
    gx, gy = sobel(image)
    with np.errstate(invalid="ignore"):
        return np.sqrt(gx * gx - gy * gy)


def angle_of_a_quotient(image):
    gx, gy = sobel(image)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.arctan(gy / gx)


def last_at_zero(y):
    y = y.copy()
    y[-1], y[:, -1] = 0, 0
    return y


def square(reference, image, side):
    """Use one side of the picture for both."""
    n = np.shape(image)[side]
    if n > np.shape(image)[1 - side]:
        raise IndexError
    return reference(np.asarray(image)[:n, :n])


def _in_type(image, dtype, kept_after):
    """Compute in ``dtype`` up to a stage: 0 the sums, 1 the squares, 2 the result."""
    gx, gy = sobel(image)
    if not np.issubdtype(np.asarray(image).dtype, np.integer):
        return length(gx, gy)
    if kept_after == 0:
        gx, gy = gx.astype(np.int64).astype(dtype), gy.astype(np.int64).astype(dtype)
        return length(gx.astype(float), gy.astype(float))
    if kept_after == 1:
        gx, gy = gx.astype(np.int64).astype(dtype), gy.astype(np.int64).astype(dtype)
        return np.sqrt((gx * gx + gy * gy).astype(float))
    return length(gx, gy).astype(np.int64).astype(dtype)


WRAPPING = tuple(
    lambda image, dtype=dtype, stage=stage: _in_type(image, dtype, stage)
    for dtype in (np.uint8, np.int8, np.int16)
    for stage in (0, 1, 2)
    if (dtype, stage) != (np.int16, 0)  # the sums of a uint8 picture fit
)


def _stretched(y):
    return (y - y.min()) / (np.ptp(y) or 1)


DISPLAYED = (
    lambda y: y / (y.max() or 1),
    lambda y: 255 * y / (y.max() or 1),
    _stretched,
    lambda y: 255 * _stretched(y),
    lambda y: np.clip(y, 0, 1),
    lambda y: np.clip(y, 0, 255),
    lambda y: np.clip(y, 0, 255).astype(np.uint8),
    lambda y: (255 * y / (y.max() or 1)).astype(np.uint8),
    lambda y: 1 / (1 + np.exp(-y)),
    np.tanh,
)
