"""Chapter 01: slide a filter over a picture."""

import numpy as np

from cnnkit.checks.exercises._windows import BY_HAND, slide
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


def embedded(out, shape):
    """Return ``out`` in the top left corner of zeros of ``shape``."""
    full = np.zeros(shape)
    full[: out.shape[0], : out.shape[1]] = out
    return full


def _same(x, w):
    kh, kw = np.shape(w)
    top, left = (kh - 1) // 2, (kw - 1) // 2
    return slide(np.pad(x, ((top, kh - 1 - top), (left, kw - 1 - left))), w)


def _full(x, w):
    kh, kw = np.shape(w)
    return slide(np.pad(x, ((kh - 1, kh - 1), (kw - 1, kw - 1))), w)


def _last_at_zero(x, w):
    out = slide(x, w)
    out[-1], out[:, -1] = 0, 0
    return out


def _square(x, w, side):
    """Take one side of the filter for both: windows outside the picture fail, as they would."""
    (h, width), (kh, kw) = np.shape(x), np.shape(w)
    k = (kh, kw)[side]
    out = np.zeros((h - k + 1, width - k + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for u in range(k):
                for v in range(k):
                    out[i, j] += float(x[i + u, j + v]) * w[u, v]
    return out


def _square_window(x, w, side):
    (h, width), k = np.shape(x), np.shape(w)[side]
    out = np.zeros((h - k + 1, width - k + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + k, j : j + k] * w).sum()
    return out


def _square_picture(x, w, side):
    """Take one side of the picture for both."""
    (h, width), (kh, kw) = np.shape(x), np.shape(w)
    n = (h, width)[side]
    out = np.zeros((n - kh + 1, n - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw].astype(float) * w).sum()
    return out


def _sides_swapped(x, w):
    (h, width), (kh, kw) = np.shape(x), np.shape(w)
    out = np.zeros((width - kw + 1, h - kh + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw].astype(float) * w).sum()
    return out


def _blocks(x, w):
    return slide(x, w)[:: w.shape[0], :: w.shape[1]]


def _overwritten(x, w):
    """Keep only the last product of each window (= in place of +=)."""
    return slide(x, w, combine=lambda window, w: float(window[-1, -1]) * w[-1, -1])


def _matrix_product(x, w):
    return slide(x, w, combine=lambda window, w: (window.astype(float) @ w).sum())


def _one_row(x, w):
    return slide(x, w, combine=lambda window, w: (window[0].astype(float) * w[0]).sum())


def _products(x, w):
    out = slide(x, w)
    return np.array(
        [
            [x[i : i + w.shape[0], j : j + w.shape[1]] * w for j in range(out.shape[1])]
            for i in range(out.shape[0])
        ]
    )


WINDOW_MISTAKES = (
    Misconception(
        "last-position-lost",
        "The last row and column are missing. How many places has a window of k in a side of H? "
        "Count for H = k: there is one. So it is `H - k + 1`.",
        wrong=(
            lambda x, w: slide(x, w)[:-1, :-1],
            _last_at_zero,
            lambda x, w: slide(x, w)[:-1],
            lambda x, w: slide(x, w)[:, :-1],
        ),
    ),
    Misconception(
        "output-as-large-as-the-input",
        "Your output has the size of the picture. Only windows that lie wholly inside count: "
        "`H - KH + 1` rows and `W - KW + 1` columns.",
        wrong=(_same, lambda x, w: embedded(slide(x, w), np.shape(x))),
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
        wrong=(
            lambda x, w: _square(x, w, 0),
            lambda x, w: _square(x, w, 1),
            lambda x, w: _square_window(x, w, 0),
            lambda x, w: _square_window(x, w, 1),
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
        wrong=(_sides_swapped, lambda x, w: slide(x, w).T),
    ),
    Misconception(
        "mean-instead-of-sum",
        "Your values are the right ones divided by the number of taps. Add up; do not average.",
        wrong=(lambda x, w: slide(x, w) / w.size,),
    ),
    Misconception(
        "filter-normalised",
        "You divide by the sum of the filter. The filter is used as it is.",
        wrong=(lambda x, w: slide(x, w) / w.sum(), lambda x, w: slide(x, w) / np.abs(w).sum()),
    ),
    Misconception(
        "filter-ignored",
        "You add up the window, but the filter has no effect. Multiply first.",
        wrong=(lambda x, w: slide(x, np.ones_like(w, dtype=float)),),
    ),
    Misconception(
        "adds-instead-of-multiplying",
        "You add the taps to the pixels. They are multiplied; only the products are added up.",
        wrong=(lambda x, w: slide(x, np.ones_like(w, dtype=float)) + w.sum(),),
    ),
    Misconception(
        "matrix-product",
        "`@` and `np.dot` are the matrix product: row times column. Here each tap meets the pixel "
        "under it: `*`, then the sum.",
        wrong=(
            _matrix_product,
            lambda x, w: slide(x, w, combine=lambda a, b: np.trace(a.astype(float) @ b)),
            lambda x, w: slide(x, w, combine=lambda a, b: np.dot(a.astype(float), b).sum()),
        ),
    ),
    Misconception(
        "jumps-by-the-filter-size",
        "The window jumps by its own size. It moves on by one pixel each time, so windows overlap.",
        wrong=(_blocks,),
    ),
    Misconception(
        "sum-not-reset",
        "Each value still contains earlier ones. Start the sum at 0 for every window.",
        wrong=(
            lambda x, w: np.cumsum(slide(x, w)).reshape(slide(x, w).shape),
            lambda x, w: np.cumsum(slide(x, w), axis=1),
        ),
    ),
    Misconception(
        "sum-overwritten",
        "Only the last product of each window is left. `=` replaces, `+=` adds.",
        wrong=(_overwritten,),
    ),
    Misconception(
        "one-row-of-the-filter",
        "Only one row of the filter has an effect. Both `u` and `v` must run over all taps.",
        wrong=(
            _one_row,
            lambda x, w: (
                slide(x, w[:, :1])
                if w.shape[1] == 1
                else slide(x[:, : x.shape[1] - w.shape[1] + 1], w[:, :1])
            ),
        ),
    ),
    Misconception(
        "maximum-instead-of-sum",
        "You take the largest product. They are added up.",
        wrong=(lambda x, w: slide(x, w, combine=lambda a, b: (a.astype(float) * b).max()),),
    ),
    Misconception(
        "forgets-the-sum",
        "You keep the products of each window apart. They are added up to one number per window.",
        wrong=(_products,),
    ),
    Misconception(
        "one-number-only",
        "You return one number. There is one number for each place of the window.",
        wrong=(
            lambda x, w: slide(x, w)[0, 0],
            lambda x, w: slide(x, w)[-1, -1],
            lambda x, w: slide(x, w).sum(),
        ),
    ),
    Misconception(
        "result-flattened",
        "The numbers are right, but in one long row. The output has two axes: rows and columns.",
        wrong=(lambda x, w: slide(x, w).ravel(),),
    ),
    Misconception(
        "window-starts-one-late",
        "Your windows start one pixel too late. The first one starts at row 0, column 0.",
        wrong=(
            lambda x, w: slide(x, w)[1:, 1:],
            lambda x, w: embedded(slide(x, w)[1:, 1:], slide(x, w).shape),
        ),
    ),
    Misconception(
        "absolute-values",
        "Negative numbers have lost their sign. Sums may be negative.",
        wrong=(
            lambda x, w: np.abs(slide(x, w)),
            lambda x, w: np.maximum(slide(x, w), 0),
            lambda x, w: slide(x, np.abs(w)),
        ),
    ),
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
            wrong=(lambda x, w: slide(x, w[::-1, ::-1]),),
        ),
        Misconception(
            "filter-mirrored",
            "Your filter is mirrored along one axis. The tap `w[u, v]` meets the pixel "
            "`x[i + u, j + v]`: nothing is turned.",
            wrong=(lambda x, w: slide(x, w[::-1]), lambda x, w: slide(x, w[:, ::-1])),
        ),
        Misconception(
            "filter-transposed",
            "Rows and columns of the filter (or of the window) have changed places. Try a filter "
            "with a single 1 off the diagonal.",
            wrong=(
                lambda x, w: slide(x, w.T),
                lambda x, w: slide(x, w, combine=lambda a, b: (a.T.astype(float) * b).sum()),
            ),
        ),
        *WINDOW_MISTAKES,
    ),
)
