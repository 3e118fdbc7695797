"""Wrong ways of sliding a window over a picture, each with one thing done wrong."""

from typing import Literal

import numpy as np

from cnnkit.checks.exercises._windows import product_sum, slide


def padded(before, after, mode: Literal["constant", "edge"] = "constant"):
    """Return the bend that pads the picture by so many rows and columns, for a filter's sides."""

    def bend(x, w):
        sides = [(before(k), after(k)) for k in np.shape(w)]
        return np.pad(x, sides, mode=mode), w

    return bend


SAME = (lambda k: (k - 1) // 2, lambda k: k // 2)  # as large as the picture, the odd one after
SAME_EARLY = (lambda k: k // 2, lambda k: (k - 1) // 2)
AFTER = (lambda k: 0, lambda k: k - 1)
FULL = (lambda k: k - 1, lambda k: k - 1)
HALF = (lambda k: k // 2, lambda k: k // 2)
ONE = (lambda k: 1, lambda k: 1)
TWO = (lambda k: 2, lambda k: 2)


def errors_swallowed(x, w):
    """Add the products of each window until one lies outside; keep what there is."""
    out = np.zeros(x.shape)
    for i, j in np.ndindex(*x.shape):
        inside = 0 if i >= x.shape[0] else w.shape[1]
        for u in range(w.shape[0]):
            for v in range(inside):
                if i + u >= x.shape[0] or j + v >= x.shape[1]:
                    break
                out[i, j] += float(x[i + u, j + v]) * w[u, v]
            else:
                continue
            break
    return out


def wrapped(x, w):
    kh, kw = np.shape(w)
    return slide(np.pad(x, ((0, kh - 1), (0, kw - 1)), mode="wrap"), w)


def last_at_zero(y):
    y = y.copy()
    y[-1], y[:, -1] = 0, 0
    return y


def first_row_only(y):
    y = y.copy()
    y[1:] = 0
    return y


def loops(x, w, size, taps, window):
    """Fill an output of ``size``: ``window(i, j)`` gives the pixels, ``taps`` the filter."""
    out = np.zeros(size)
    for i in range(size[0]):
        for j in range(size[1]):
            out[i, j] = (window(i, j) * taps).sum()
    return out


def square_taps(x, w, side):
    """Take one side of the filter for both, tap by tap."""
    k = w.shape[side]
    out = np.zeros((x.shape[0] - k + 1, x.shape[1] - k + 1))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(k) for v in range(k))
    return out


def square_window(x, w, side):
    """Take one side of the filter for both, by slices."""
    k = w.shape[side]
    size = (x.shape[0] - k + 1, x.shape[1] - k + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + k, j : j + k])


def square_inside(x, w, side):
    """Give the output its right size, and take one side of the filter for both inside."""
    k, (kh, kw) = w.shape[side], w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(k) for v in range(k))
    return out


def three_by_three(x, w):
    """Write the 3 of the example into the code."""
    size = (x.shape[0] - 2, x.shape[1] - 2)
    return loops(x, w, size, w, lambda i, j: x[i : i + 3, j : j + 3])


def three_taps(x, w):
    out = np.zeros((x.shape[0] - 2, x.shape[1] - 2))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(3) for v in range(3))
    return out


def square_picture(x, w, side):
    """Take one side of the picture for both."""
    n, (kh, kw) = x.shape[side], w.shape
    size = (n - kh + 1, n - kw + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def all_square(x, w, side, by_taps=False):
    """Take one side of the picture and one of the filter for both."""
    n, k = x.shape[side], w.shape[side]
    if by_taps:
        out = np.zeros((n - k + 1, n - k + 1))
        for i, j in np.ndindex(*out.shape):
            out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(k) for v in range(k))
        return out
    return loops(x, w, (n - k + 1, n - k + 1), w, lambda i, j: x[i : i + k, j : j + k])


def sides_swapped(x, w, filter_too=True):
    """Call the first side the width."""
    (width, height), (kw, kh) = x.shape, w.shape if filter_too else w.shape[::-1]
    size = (height - kh + 1, width - kw + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def ranges_swapped(x, w):
    (kh, kw), out = w.shape, np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[0]):
            out[i, j] = (x[i : i + kh, j : j + kw] * w).sum()
    return out


def valid(x, w):
    """Return the size of the output."""
    return x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1


def second_slice_on_rows(x, w):
    kh, kw = w.shape
    return loops(x, w, valid(x, w), w, lambda i, j: x[i : i + kh][j : j + kw])


def window_shrinks(x, w):
    kh, kw = w.shape
    return loops(x, w, valid(x, w), w, lambda i, j: x[i:kh, j:kw])


def centred(x, w):
    a, b = w.shape[0] // 2, w.shape[1] // 2
    size = (max(x.shape[0] - 2 * a, 0), max(x.shape[1] - 2 * b, 0))
    return loops(x, w, size, w, lambda i, j: x[i : i + 2 * a + 1, j : j + 2 * b + 1])


def cut_from_both_sides(x, w):
    """Pad by half the filter, and cut as much from each side: one too many for even sides."""
    rows, columns = (n - 2 * (k // 2) for n, k in zip(x.shape, w.shape, strict=True))
    return slide(x, w)[: max(rows, 0), : max(columns, 0)]


def size_minus_one(x, w):
    kh, kw = w.shape
    size = (x.shape[0] - kh - 1, x.shape[1] - kw - 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def cropped_by_nothing(x, w):
    """Pad, compute, and crop by ``[p:-p]``, which is empty for p = 0."""
    if w.shape[0] // 2 and w.shape[1] // 2:
        return slide(x, w)
    out = slide(x, w)
    return out[: 0 if not w.shape[0] // 2 else None, : 0 if not w.shape[1] // 2 else None]


def summed_in_the_type_of_the_picture(x, w):
    return slide(x, w, lambda a, b: float((a * b).sum(dtype=x.dtype)))


def mean_removed(x, w):
    return slide(x, w, lambda a, b: product_sum(a - a.mean(), b))


def products(x, w):
    (kh, kw), (oh, ow) = w.shape, valid(x, w)
    return np.array([[x[i : i + kh, j : j + kw] * w for j in range(ow)] for i in range(oh)])


def names_used_twice(x, w):
    kh, kw = w.shape
    y = np.zeros(valid(x, w))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for i in range(kh):
                for j in range(kw):
                    y[i, j] += x[i, j] * w[i, j]
    return y


def without_the_tap(x, w):
    """Leave u and v out of the index of the picture."""
    rows, columns = valid(x, w)
    return np.asarray(x, dtype=float)[:rows, :columns] * w.sum()


def starts_swapped(x, w):
    kh, kw = w.shape
    return loops(x, w, valid(x, w), w, lambda i, j: x[j : j + kh, i : i + kw])
