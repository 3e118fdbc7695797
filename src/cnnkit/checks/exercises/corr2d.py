"""Chapter 01: slide a filter over a picture."""

import numpy as np

from cnnkit.checks.exercises._windows import (
    BY_HAND,
    OUTPUT_MISTAKES,
    embedded,
    in_the_type_of_the_picture,
    product_sum,
    remembers_the_filter,
    slide,
)
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, w):
    """z[i, j] = sum over u, v of x[i + u, j + v] w[u, v], for every window that fits."""
    return slide(x, w)


def draw(h: int, width: int, kh: int, kw: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of a picture (h, width) and a filter (kh, kw)."""

    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            x = rng.integers(100, 250, (h, width)).astype(dtype)
            return Call(x, rng.normal(size=(kh, kw)).round(2) + 0.005)
        x = rng.normal(size=(h, width)).astype(dtype)
        return Call(x, rng.normal(size=(kh, kw)).astype(dtype))

    return drawn


WORKED_X = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [0.2, 0.8, 0, 0.3, 0.6, 0],
        [0.2, 0.9, 0, 0.3, 0.8, 0],
        [0.3, 0.8, 0.7, 0.8, 0.9, 0],
        [0, 0, 0, 0.2, 0.8, 0],
        [0, 0, 0, 0.2, 0.2, 0],
    ]
)
WORKED_W = np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])

CASES = (
    Case(
        "the worked example",
        "the picture and the X of this chapter",
        lambda rng: Call(WORKED_X.copy(), WORKED_W.copy()),
    ),
    Case("a filter that is not symmetric", "the filter", draw(6, 6, 3, 3)),
    Case("a wide picture", "height and width of the picture", draw(4, 9, 3, 3)),
    Case("a tall picture", "height and width of the picture", draw(9, 4, 2, 2)),
    Case("a filter that is not square", "height and width of the filter", draw(7, 8, 2, 4)),
    Case("a tall filter", "height and width of the filter", draw(8, 6, 5, 2)),
    Case("a filter of one tap", "height and width of the filter", draw(3, 5, 1, 1)),
    Case("a filter as large as the picture", "height and width of the filter", draw(4, 3, 4, 3)),
    Case(
        "a picture of whole numbers 0 to 255",
        "the number type of the picture",
        draw(6, 7, 3, 2, np.uint8),
    ),
    Case("32-bit numbers", "the number type of the picture", draw(7, 5, 2, 3, np.float32)),
)


def _same(x, w):
    kh, kw = np.shape(w)
    top, left = (kh - 1) // 2, (kw - 1) // 2
    return slide(np.pad(x, ((top, kh - 1 - top), (left, kw - 1 - left))), w)


def _full(x, w):
    kh, kw = np.shape(w)
    return slide(np.pad(x, ((kh - 1, kh - 1), (kw - 1, kw - 1))), w)


def _padded_after(x, w):
    kh, kw = np.shape(w)
    return slide(np.pad(x, ((0, kh - 1), (0, kw - 1))), w)


def _errors_swallowed(x, w):
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


def _wrapped(x, w):
    kh, kw = np.shape(w)
    return slide(np.pad(x, ((0, kh - 1), (0, kw - 1)), mode="wrap"), w)


def _last_at_zero(y):
    y = y.copy()
    y[-1], y[:, -1] = 0, 0
    return y


def _first_row_only(y):
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


def _square_taps(x, w, side):
    """Take one side of the filter for both, tap by tap."""
    k = w.shape[side]
    out = np.zeros((x.shape[0] - k + 1, x.shape[1] - k + 1))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(k) for v in range(k))
    return out


def _square_window(x, w, side):
    """Take one side of the filter for both, by slices."""
    k = w.shape[side]
    size = (x.shape[0] - k + 1, x.shape[1] - k + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + k, j : j + k])


def _square_inside(x, w, side):
    """Give the output its right size, and take one side of the filter for both inside."""
    k, (kh, kw) = w.shape[side], w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(k) for v in range(k))
    return out


def _three_by_three(x, w):
    """Write the 3 of the example into the code."""
    size = (x.shape[0] - 2, x.shape[1] - 2)
    return loops(x, w, size, w, lambda i, j: x[i : i + 3, j : j + 3])


def _three_taps(x, w):
    out = np.zeros((x.shape[0] - 2, x.shape[1] - 2))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[u, v] for u in range(3) for v in range(3))
    return out


def _square_picture(x, w, side):
    """Take one side of the picture for both."""
    n, (kh, kw) = x.shape[side], w.shape
    size = (n - kh + 1, n - kw + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def _sides_swapped(x, w, filter_too=True):
    """Call the first side the width."""
    (width, height), (kw, kh) = x.shape, w.shape if filter_too else w.shape[::-1]
    size = (height - kh + 1, width - kw + 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def _ranges_swapped(x, w):
    (kh, kw), out = w.shape, np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[0]):
            out[i, j] = (x[i : i + kh, j : j + kw] * w).sum()
    return out


def valid(x, w):
    """Return the size of the output."""
    return x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1


def _second_slice_on_rows(x, w):
    kh, kw = w.shape
    return loops(x, w, valid(x, w), w, lambda i, j: x[i : i + kh][j : j + kw])


def _window_shrinks(x, w):
    kh, kw = w.shape
    return loops(x, w, valid(x, w), w, lambda i, j: x[i:kh, j:kw])


def _centred(x, w):
    a, b = w.shape[0] // 2, w.shape[1] // 2
    size = (max(x.shape[0] - 2 * a, 0), max(x.shape[1] - 2 * b, 0))
    return loops(x, w, size, w, lambda i, j: x[i : i + 2 * a + 1, j : j + 2 * b + 1])


def _size_minus_one(x, w):
    kh, kw = w.shape
    size = (x.shape[0] - kh - 1, x.shape[1] - kw - 1)
    return loops(x, w, size, w, lambda i, j: x[i : i + kh, j : j + kw])


def _cropped_by_nothing(x, w):
    """Pad, compute, and crop by ``[p:-p]``, which is empty for p = 0."""
    if w.shape[0] // 2 and w.shape[1] // 2:
        return slide(x, w)
    out = slide(x, w)
    return out[: 0 if not w.shape[0] // 2 else None, : 0 if not w.shape[1] // 2 else None]


def _in_the_type_of_the_picture(x, w):
    return slide(x, w, lambda a, b: float((a * b).sum(dtype=x.dtype)))


def _mean_removed(x, w):
    return slide(x, w, lambda a, b: product_sum(a - a.mean(), b))


def _taps_transposed(x, w):
    (kh, kw), out = w.shape, np.zeros(valid(x, w))
    for i, j in np.ndindex(*out.shape):
        out[i, j] = sum(float(x[i + u, j + v]) * w[v, u] for u in range(kh) for v in range(kw))
    return out


def _products(x, w):
    (kh, kw), (oh, ow) = w.shape, valid(x, w)
    return np.array([[x[i : i + kh, j : j + kw] * w for j in range(ow)] for i in range(oh)])


WINDOW_MISTAKES = (
    Misconception(
        "last-position-lost",
        "The last row and column are missing. How many places has a window of k in a side of H? "
        "Count for H = k: there is one. So it is `H - k + 1`.",
        spoils=(
            lambda y: y[:-1, :-1],
            _last_at_zero,
            lambda y: y[:-1],
            lambda y: y[:, :-1],
        ),
    ),
    Misconception(
        "output-as-large-as-the-input",
        "Your output has the size of the picture. Only windows that lie wholly inside count: "
        "`H - KH + 1` rows and `W - KW + 1` columns.",
        wrong=(
            _same,
            _padded_after,
            _errors_swallowed,
            lambda x, w: embedded(slide(x, w), np.shape(x)),
        ),
    ),
    Misconception(
        "wraps-around",
        "Windows that leave the picture go on at its other side (`np.roll`, a negative index and "
        "the FFT do that). Only windows that lie wholly inside count.",
        wrong=(_wrapped,),
    ),
    Misconception(
        "window-leaves-the-picture",
        "Your output is larger than it should be: only windows that lie wholly inside count.",
        wrong=(_full,),
    ),
    Misconception(
        "square-filter-assumed",
        "You use one side of the filter for both. Its height is `w.shape[0]`, its width "
        "`w.shape[1]`: try a filter of 3 rows and 5 columns.",
        wrong=tuple(
            lambda x, w, way=way, side=side: way(x, w, side)
            for way in (_square_taps, _square_window, _square_inside)
            for side in (0, 1)
        ),
    ),
    Misconception(
        "size-of-the-example",
        "The 3 of the example is written into the code. The filter has the sides `w.shape`.",
        wrong=(_three_by_three, _three_taps),
    ),
    Misconception(
        "odd-filters-only",
        "`k // 2` on both sides gives a window of an odd size. Filters may have even sides: start "
        "the window at i and end it at i + KH.",
        wrong=(_centred,),
    ),
    Misconception(
        "crops-by-minus-zero",
        "`[p:-p]` is empty for p = 0, since -0 is 0. Crop with `[p : p + n]`.",
        wrong=(
            _cropped_by_nothing,
            lambda x, w: slide(x, w)[: None if min(w.shape) > 1 else 0],
        ),
    ),
    Misconception(
        "square-picture-assumed",
        "You use one side of the picture for both. Try a picture of 4 rows and 9 columns.",
        wrong=(lambda x, w: _square_picture(x, w, 0), lambda x, w: _square_picture(x, w, 1)),
    ),
    Misconception(
        "height-and-width-swapped",
        "Rows and columns have changed places: the shape is (rows, columns), height first.",
        wrong=(
            _sides_swapped,
            lambda x, w: _sides_swapped(x, w, filter_too=False),
            _ranges_swapped,
            lambda x, w: slide(x, w).T,
            lambda x, w: slide(x, w).T.reshape(valid(x, w)),
        ),
    ),
    Misconception(
        "second-slice-cuts-rows-again",
        "`x[a:b][c:d]` cuts the rows twice. Rows and columns are cut together: `x[a:b, c:d]`.",
        wrong=(_second_slice_on_rows,),
    ),
    Misconception(
        "window-end-does-not-move",
        "The end of the window stays where it is while its start moves. It ends at `i + KH`.",
        wrong=(_window_shrinks,),
    ),
    Misconception(
        "size-off-by-two",
        "The output is two too small: it is `H - KH + 1`, with a plus.",
        wrong=(_size_minus_one,),
        spoils=(lambda y: y[:-2, :-2],),
    ),
    Misconception(
        "mean-instead-of-sum",
        "Your values are the right ones divided by the number of taps. Add up; do not average.",
        bends=(lambda x, w: (x, w / w.size),),
    ),
    Misconception(
        "mean-subtracted",
        "The mean of the window, the picture or the filter is taken away first. Use both as they "
        "are.",
        wrong=(_mean_removed,),
        bends=(
            lambda x, w: (x, w - w.mean()),
            lambda x, w: (x - x.mean(), w),
            lambda x, w: ((x - x.mean()) / x.std(), w),
        ),
    ),
    Misconception(
        "filter-normalised",
        "You divide by the sum of the filter. The filter is used as it is.",
        bends=(lambda x, w: (x, w / w.sum()), lambda x, w: (x, w / np.abs(w).sum())),
    ),
    Misconception(
        "filter-ignored",
        "You add up the window, but the filter has no effect. Multiply first.",
        wrong=(lambda x, w: slide(x, np.ones(w.shape)),),
    ),
    Misconception(
        "adds-instead-of-multiplying",
        "You add the taps to the pixels. They are multiplied; only the products are added up.",
        wrong=(lambda x, w: slide(x, np.ones(w.shape)) + w.sum(),),
    ),
    Misconception(
        "matrix-product",
        "`@` and `np.dot` are the matrix product: row times column. Here each tap meets the pixel "
        "under it: `*`, then the sum.",
        wrong=(
            lambda x, w: slide(x, w, lambda a, b: (a.astype(float) @ b).sum()),
            lambda x, w: slide(x, w, lambda a, b: np.trace(a.astype(float) @ b)),
        ),
    ),
    Misconception(
        "jumps-by-the-filter-size",
        "The window jumps, by its own size or by two. It moves on by one pixel each time.",
        wrong=(lambda x, w: slide(x, w)[:: w.shape[0], :: w.shape[1]],),
        spoils=(lambda y: y[::2, ::2],),
    ),
    Misconception(
        "sum-not-reset",
        "Each value still contains earlier ones. Start the sum at 0 for every window.",
        spoils=(
            lambda y: np.cumsum(y).reshape(y.shape),
            lambda y: np.cumsum(y, axis=1),
        ),
    ),
    Misconception(
        "sum-overwritten",
        "Only the last product of each window is left. `=` replaces, `+=` adds.",
        wrong=(lambda x, w: slide(x, w, lambda a, b: float(a[-1, -1]) * b[-1, -1]),),
    ),
    Misconception(
        "a-tap-is-skipped",
        "The last (or first) row and column of the filter are never used. Both `u` and `v` run "
        "over all taps.",
        wrong=(
            lambda x, w: slide(x, embedded(w[:-1, :-1], w.shape)),
            lambda x, w: slide(x, w - embedded(w[:1], w.shape)),
            lambda x, w: slide(x, embedded(w[::-1, ::-1][:-1, :-1], w.shape)[::-1, ::-1]),
        ),
    ),
    Misconception(
        "one-row-of-the-filter",
        "Only one row of the filter has an effect. Both `u` and `v` must run over all taps.",
        wrong=(
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[0], b[0])),
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[:, 0], b[:, 0])),
        ),
    ),
    Misconception(
        "slides-in-one-direction",
        "The window moves in one direction only. There is a loop for rows and one for columns.",
        spoils=(
            lambda y: np.broadcast_to(y[:, :1], y.shape),
            lambda y: np.broadcast_to(y[:1], y.shape),
        ),
    ),
    Misconception(
        "maximum-instead-of-sum",
        "You take the largest product. They are added up.",
        wrong=(lambda x, w: slide(x, w, lambda a, b: (a.astype(float) * b).max()),),
    ),
    Misconception(
        "forgets-the-sum",
        "You keep the products of each window apart. They are added up to one number per window.",
        wrong=(_products,),
    ),
    Misconception(
        "returns-too-early",
        "Only the first row is right. Does `return` stand inside the loop, or is the column "
        "counter never set back to 0?",
        spoils=(_first_row_only, lambda y: y[:1], lambda y: y[0]),
    ),
    Misconception(
        "one-number-only",
        "You return one number. There is one number for each place of the window.",
        spoils=(lambda y: y[0, 0], lambda y: y[-1, -1], np.sum),
    ),
    Misconception(
        "result-flattened",
        "The numbers are right, but in one long row. The output has two axes: rows and columns.",
        spoils=(np.ravel,),
    ),
    Misconception(
        "window-starts-one-late",
        "Your windows start one pixel too late. The first one starts at row 0, column 0.",
        spoils=(lambda y: y[1:, 1:], lambda y: embedded(y[1:, 1:], y.shape)),
    ),
    Misconception(
        "integer-output",
        "Sums are kept in the integer type of the picture, so they wrap around at 256. Add up in a "
        "float type.",
        wrong=(_in_the_type_of_the_picture,),
        spoils=(np.trunc,),
    ),
    Misconception(
        "filter-in-the-type-of-the-picture",
        "The filter was cast to the type of the picture: -0.5 cannot be held by a uint8.",
        bends=(in_the_type_of_the_picture,),
        wrong=(lambda x, w: slide(x, w.astype(x.dtype), lambda a, b: float((a * b).sum())),),
    ),
    *(mistake for mistake in OUTPUT_MISTAKES if mistake.id != "integer-output"),
)
"""What goes wrong with any window, whichever way the filter lies in it."""


exercise = Exercise(
    name="corr2d",
    chapter="01",
    points=4,
    asks="Slide the filter `w` over the picture `x`; at each place, multiply and add up.",
    reference=reference,
    forbidden=BY_HAND,
    solved_by=("correlate2d", "convolve2d", "conv2d"),
    cases=CASES,
    misconceptions=(
        Misconception(
            "filter-flipped",
            "Your output is the *convolution*: the filter is turned by half a turn. We asked for "
            "cross-correlation: do not flip. (The X looks the same turned, and hides it.)",
            bends=(lambda x, w: (x, w[::-1, ::-1]),),
        ),
        Misconception(
            "filter-mirrored",
            "Your filter is mirrored along one axis. The tap `w[u, v]` meets the pixel "
            "`x[i + u, j + v]`: nothing is turned.",
            bends=(lambda x, w: (x, w[::-1]), lambda x, w: (x, w[:, ::-1])),
        ),
        Misconception(
            "filter-transposed",
            "Rows and columns of the filter (or of the window) have changed places. Try a filter "
            "with a single 1 off the diagonal.",
            bends=(
                lambda x, w: (x, w.T),
                lambda x, w: (x, w.T if w.shape[0] == w.shape[1] else w),
            ),
            wrong=(
                lambda x, w: slide(x, w, lambda a, b: (a.T.astype(float) * b).sum()),
                _taps_transposed,
            ),
        ),
        *WINDOW_MISTAKES,
        Misconception(
            "remembers-the-first-filter",
            "Every call uses the filter of the first one. What keeps it?",
            symptom=remembers_the_filter(reference),
        ),
    ),
)
