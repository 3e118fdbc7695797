"""Chapter 04: a convolution as one matrix, sparse and with the same few numbers in every row."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN
from cnnkit.checks.exercises._conv_symptoms import raised
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(w, h, width):
    """M[i · OW + j, (i + u) · width + (j + v)] = w[u, v], and 0 elsewhere."""
    return _filled(w, h, width)


def _filled(
    w,
    h: int,
    width: int,
    *,
    size: Callable[[int, int], int] = lambda n, k: n - k + 1,
    row: Callable[..., int] = lambda i, j, oh, ow: i * ow + j,
    column: Callable[..., int] = lambda i, j, h, width: i * width + j,
    rows: Callable[..., int] = lambda oh, ow, h, width: oh * ow,
    step: int = 1,
    wraps: bool = False,
) -> np.ndarray:
    """Fill the matrix tap by tap, with one thing changed."""
    w = np.asarray(w, np.float64)
    (kh, kw), oh, ow = w.shape, size(h, w.shape[0]), size(width, w.shape[1])
    out = np.zeros((rows(oh, ow, h, width), h * width))
    for i, j in np.ndindex(oh, ow):
        for u, v in np.ndindex(kh, kw):
            y, x = i * step + u, j * step + v
            if wraps:
                y, x = y % h, x % width
            out[row(i, j, oh, ow), column(y, x, h, width)] = w[u, v]
    return out


def draw(h: int, width: int, kh: int, kw: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of a filter (kh, kw) for a picture (h, width)."""

    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            return Call(rng.integers(1, 200, (kh, kw)).astype(dtype), h, width)
        return Call((rng.normal(size=(kh, kw)) + 0.3).astype(dtype), h, width)

    return drawn


def _rows(change: Callable[[np.ndarray, int, int, int], np.ndarray]):
    """Return a wrong matrix: the right one, changed with OH, OW and width at hand."""

    def wrong(w, h, width):
        oh, ow = h - w.shape[0] + 1, width - w.shape[1] + 1
        return change(reference(w, h, width), oh, ow, width)

    return wrong


def _row_of_gaps(w, width: int) -> np.ndarray:
    """Return the filter as it lies in the first row of the matrix, without what follows it."""
    kh, kw = w.shape
    out = np.zeros((kh - 1) * width + kw)
    for u in range(kh):
        out[u * width : u * width + kw] = w[u]
    return out


def _always_one_further(w, h, width):
    """Move the row of taps on by one each time, and not by KW more at the end of a row."""
    taps, places = _row_of_gaps(w, width), (h - w.shape[0] + 1) * (width - w.shape[1] + 1)
    out = np.zeros((places, h * width))
    for at in range(places):
        out[at, at : at + len(taps)] = taps
    return out


def _without_gaps(w, h, width):
    """Write the taps side by side, as if the picture were as wide as the filter."""
    kh, kw = w.shape
    oh, ow = h - kh + 1, width - kw + 1
    out = np.zeros((oh * ow, h * width))
    for i, j in np.ndindex(oh, ow):
        start = i * width + j
        out[i * ow + j, start : start + kh * kw] = w.ravel()[: h * width - start]
    return out


def _side_by_side(w, h, width):
    out = np.zeros(((h - w.shape[0] + 1) * (width - w.shape[1] + 1), h * width))
    for at, row in enumerate(out):
        row[at : at + w.size] = w.ravel()[: max(len(row) - at, 0)]
    return out


def _columns_of_patches(w, h, width):
    """Return where each tap looks, without the filter's numbers."""
    return reference(np.ones(w.shape), h, width)


def _for_the_mirror(w, h, width):
    return reference(w[::-1], h, width), reference(w[:, ::-1], h, width)


def _stuck(w, h, width, axis: int):
    """Let the window stand still along one axis."""
    (kh, kw), out = w.shape, np.zeros_like(reference(w, h, width))
    ow = width - kw + 1
    for at in range(len(out)):
        i, j = (0, at % ow) if axis == 0 else (at // ow, 0)
        for u, v in np.ndindex(kh, kw):
            out[at, (i + u) * width + j + v] = w[u, v]
    return out


def _pixels_seen(w, h, width):
    pixels = np.arange(h * width).reshape(h, width)
    seen = np.lib.stride_tricks.sliding_window_view(pixels, w.shape)
    return seen.reshape(-1, w.size)


def _zeroed(w: np.ndarray, where) -> np.ndarray:
    w = np.array(w, np.float64)
    w[where] = 0
    return w


def _squared(w: np.ndarray, side: int) -> np.ndarray:
    k = w.shape[side]
    if k > min(w.shape):
        raise IndexError("the loop runs over the end of the filter")
    return w[:k, :k]


def _same(w, h, width):
    """Pad with zeros, so that there are as many places as pixels."""
    (kh, kw), out = w.shape, np.zeros((h * width, h * width))
    for i, j in np.ndindex(h, width):
        for u, v in np.ndindex(kh, kw):
            y, x = i + u - (kh - 1) // 2, j + v - (kw - 1) // 2
            if 0 <= y < h and 0 <= x < width:
                out[i * width + j, y * width + x] = w[u, v]
    return out


def _cut(w, h, width):
    """Cut what leaves the picture, with a row for every pixel."""
    (kh, kw), out = w.shape, np.zeros((h * width, h * width))
    for i, j in np.ndindex(h, width):
        for u, v in np.ndindex(kh, kw):
            if i + u < h and j + v < width:
                out[i * width + j, (i + u) * width + j + v] = w[u, v]
    return out


SIDES = "the sides of picture and filter"

exercise = Exercise(
    name="conv_as_matrix",
    chapter="04",
    points=3,
    asks="Write the matrix that does to a picture, written as one row, what the filter `w` does.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.conv_as_matrix", "mine.answers.corr2d_strided", *EXPLORERS),
    cases=(
        Case("2×2 on 3×4", SIDES, draw(3, 4, 2, 2)),
        Case("2×2 on 3×3", SIDES, draw(3, 3, 2, 2)),
        Case("a wide picture", SIDES, draw(3, 6, 2, 2)),
        Case("a tall picture", SIDES, draw(6, 3, 2, 2)),
        Case("a wide filter", SIDES, draw(4, 6, 2, 4)),
        Case("a tall filter", SIDES, draw(6, 4, 4, 2)),
        Case("3×3 on 5×4", SIDES, draw(5, 4, 3, 3)),
        Case("a filter of one tap", SIDES, draw(2, 3, 1, 1)),
        Case("one row of taps", SIDES, draw(3, 4, 1, 3)),
        Case("a filter as large as the picture", SIDES, draw(2, 3, 2, 3)),
        Case("whole numbers", "the number type", draw(3, 4, 2, 3, np.uint8)),
        Case("32-bit numbers", "the number type", draw(4, 3, 2, 2, np.float32)),
    ),
    misconceptions=(
        Misconception(
            "filter-flipped",
            "This matrix computes the true convolution: the filter is turned by half a turn. In "
            "row 0, the first number is `w[0, 0]`.",
            bends=(lambda w, h, width: (w[::-1, ::-1], h, width),),
        ),
        Misconception(
            "filter-mirrored",
            "The filter is mirrored along one axis. In row 0, the first KW numbers are `w[0]`.",
            bends=(
                lambda w, h, width: (w[::-1], h, width),
                lambda w, h, width: (w[:, ::-1], h, width),
            ),
        ),
        Misconception(
            "filter-transposed",
            "Rows and columns of the filter have changed places.",
            bends=(
                lambda w, h, width: (w.T, h, width),
                lambda w, h, width: (w.T if w.shape[0] == w.shape[1] else w, h, width),
            ),
        ),
        Misconception(
            "matrix-transposed",
            "This is the transpose. There is a *row* for each place of the window, and a column "
            "for each pixel.",
            wrong=(lambda w, h, width: reference(w, h, width).T,),
        ),
        Misconception(
            "gaps-forgotten",
            "The rows of the filter stand side by side. In the picture written as one row, two "
            "pixels below one another are `width` apart: after each row of the filter come "
            "`width - KW` zeros.",
            wrong=(_without_gaps, _side_by_side),
        ),
        Misconception(
            "jump-to-the-next-row-forgotten",
            "Each row of the matrix is the one above, moved on by one. At the end of a row of "
            "places, the window jumps to the next row of the picture: the start is "
            "`i * width + j`.",
            wrong=(_always_one_further,),
        ),
        Misconception(
            "wrong-length-of-a-row",
            "Written as one row, the picture has pixel (i, j) at `i * width + j`, and the output "
            "has place (i, j) at `i * OW + j`. Two lengths: do not mix them.",
            wrong=(
                lambda w, h, width: _filled(w, h, width, column=lambda i, j, h, n: i * h + j),
                lambda w, h, width: _filled(
                    w, h, width, column=lambda i, j, h, n: i * (n - w.shape[1] + 1) + j
                ),
                lambda w, h, width: _filled(w, h, width, row=lambda i, j, oh, ow: i * oh + j),
                lambda w, h, width: _filled(w, h, width, row=lambda i, j, oh, ow: i * width + j),
                lambda w, h, width: _filled(
                    w,
                    h,
                    width,
                    row=lambda i, j, oh, ow: i * width + j,
                    rows=lambda oh, ow, h, n: h * n,
                ),
            ),
        ),
        Misconception(
            "start-of-the-window-forgotten",
            "The window does not move down (or not to the right). Tap (u, v) of place (i, j) "
            "stands in column `(i + u) * width + (j + v)`: both i and j count.",
            wrong=(
                lambda w, h, width: _stuck(w, h, width, 0),
                lambda w, h, width: _stuck(w, h, width, 1),
            ),
        ),
        Misconception(
            "pixels-instead-of-taps",
            "These are the numbers of the pixels that each window sees. The matrix holds the "
            "*taps*: at each of those pixels, the tap that meets it.",
            wrong=(_pixels_seen,),
        ),
        Misconception(
            "columns-before-rows",
            "Pixels or places are numbered down the columns. `ravel` numbers them along the rows.",
            wrong=(
                lambda w, h, width: _filled(w, h, width, column=lambda i, j, h, n: j * h + i)[:-1],
                lambda w, h, width: _filled(w, h, width, column=lambda i, j, h, n: j * h + i),
                lambda w, h, width: _filled(w, h, width, row=lambda i, j, oh, ow: j * oh + i),
                lambda w, h, width: _filled(
                    w,
                    h,
                    width,
                    row=lambda i, j, oh, ow: j * oh + i,
                    column=lambda i, j, h, n: j * h + i,
                ),
            ),
        ),
        Misconception(
            "height-and-width-swapped",
            "Height and width of the picture have changed places: `h` is the number of rows.",
            bends=(lambda w, h, width: (w, width, h),),
        ),
        Misconception(
            "square-picture-assumed",
            "You use one side of the picture for both.",
            bends=(lambda w, h, width: (w, h, h), lambda w, h, width: (w, width, width)),
        ),
        Misconception(
            "square-filter-assumed",
            "You use one side of the filter for both. Its sides are `w.shape`.",
            bends=(
                lambda w, h, width: (w[: min(w.shape), : min(w.shape)], h, width),
                lambda w, h, width: (_squared(w, 0), h, width),
                lambda w, h, width: (_squared(w, 1), h, width),
            ),
        ),
        Misconception(
            "last-position-lost",
            "Places are missing. A window of k has `n - k + 1` places in a side of n.",
            wrong=(
                lambda w, h, width: _filled(w, h, width, size=lambda n, k: n - k),
                _rows(lambda m, oh, ow, width: m[:-1]),
                _rows(lambda m, oh, ow, width: m.reshape(oh, ow, -1)[:-1].reshape(-1, m.shape[1])),
                _rows(
                    lambda m, oh, ow, width: m.reshape(oh, ow, -1)[:, :-1].reshape(-1, m.shape[1])
                ),
            ),
        ),
        Misconception(
            "wraps-around",
            "There is a row for every pixel, and windows that leave the picture go on at its other "
            "side. Only windows that lie wholly inside count.",
            wrong=(
                lambda w, h, width: _filled(w, h, width, size=lambda n, k: n, wraps=True),
                lambda w, h, width: np.array(
                    [
                        np.roll(np.pad(t := _row_of_gaps(w, width), (0, h * width - len(t))), at)
                        for at in range(h * width)
                    ]
                ),
            ),
        ),
        Misconception(
            "a-row-for-every-pixel",
            "There is a row for every pixel. There is one for each *place* of the window: "
            "`(h - KH + 1) * (width - KW + 1)`.",
            wrong=(lambda w, h, width: _same(w, h, width), lambda w, h, width: _cut(w, h, width)),
        ),
        Misconception(
            "windows-do-not-overlap",
            "The window jumps by its own size, or by two. It moves on by one.",
            wrong=(
                lambda w, h, width: _filled(
                    w, h, width, step=2, size=lambda n, k: (n - k) // 2 + 1
                ),
            ),
        ),
        Misconception(
            "filter-ignored",
            "You mark where the window lies, but the numbers are not those of the filter.",
            wrong=(
                _columns_of_patches,
                lambda w, h, width: reference(np.full(w.shape, w.flat[0]), h, width),
                lambda w, h, width: reference(np.full(w.shape, w.flat[-1]), h, width),
                lambda w, h, width: reference(np.full(w.shape, w.sum()), h, width),
            ),
        ),
        Misconception(
            "a-tap-is-skipped",
            "Some taps are missing. `u` runs over all rows of the filter, `v` over all columns.",
            bends=(
                lambda w, h, width: (_zeroed(w, np.s_[-1:]), h, width),
                lambda w, h, width: (_zeroed(w, np.s_[:, -1:]), h, width),
                lambda w, h, width: (_zeroed(_zeroed(w, np.s_[-1:]), np.s_[:, -1:]), h, width),
                lambda w, h, width: (_zeroed(w, np.s_[1:]), h, width),
            ),
        ),
        Misconception(
            "only-the-first-row",
            "Only the first row is filled. Does `return` stand inside a loop?",
            wrong=(
                _rows(lambda m, oh, ow, width: m * (np.arange(len(m)) == 0)[:, None]),
                _rows(lambda m, oh, ow, width: m * (np.arange(len(m)) < ow)[:, None]),
                _rows(lambda m, oh, ow, width: m[:1]),
            ),
        ),
        Misconception(
            "integer-output",
            "The matrix was made with an integer type: fractions are cut off.",
            spoils=(np.trunc,),
        ),
        Misconception(
            "kept-as-a-stack",
            "Axes are still apart. The matrix has two: places and pixels.",
            wrong=(
                _rows(lambda m, oh, ow, width: m.reshape(oh, ow, -1)),
                _rows(lambda m, oh, ow, width: m.reshape(len(m), -1, width)),
                _rows(lambda m, oh, ow, width: m.reshape(oh, ow, -1, width)),
                _rows(lambda m, oh, ow, width: m.ravel()),
            ),
        ),
        Misconception(
            "rows-reversed",
            "The rows stand in reverse order: row 0 belongs to the place (0, 0).",
            wrong=(_rows(lambda m, oh, ow, width: m[::-1]),),
        ),
        Misconception(
            "sign-changed",
            "Every sign is turned.",
            spoils=(np.negative,),
        ),
        Misconception(
            "patches-that-do-not-fit",
            "A row is filled with a piece of another length. Count: KW taps, then `width - KW` "
            "zeros, and so on; `h * width` numbers in all.",
            symptom=raised("could not broadcast", "could not be broadcast"),
        ),
    ),
)
