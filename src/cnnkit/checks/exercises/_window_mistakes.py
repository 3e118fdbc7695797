"""What goes wrong with any window that slides over a picture, however the filter lies in it."""

import numpy as np

from cnnkit.checks.exercises import _window_imitations as wrong
from cnnkit.checks.exercises._windows import (
    OUTPUT_MISTAKES,
    SHIFTED,
    SIGNED_BYTES,
    TAPS_SHIFTED,
    embedded,
    in_the_type_of_the_picture,
    product_sum,
    slide,
)
from cnnkit.checks.spec import Misconception


def _even_sides_stop(evidence: list) -> bool:
    """Say whether exactly those cases stop with an error whose filter has an even side."""
    return all(
        (verdict.outcome.kind == "raised")
        == any(side % 2 == 0 for side in verdict.call.args[1].shape)
        for verdict in evidence
    )


WINDOW_MISTAKES = (
    Misconception(
        "last-position-lost",
        "The last row and column are missing. How many places has a window of k in a side of H? "
        "Count for H = k: there is one. So it is `H - k + 1`.",
        spoils=(
            lambda y: y[:-1, :-1],
            wrong.last_at_zero,
            lambda y: y[:-1],
            lambda y: y[:, :-1],
        ),
    ),
    Misconception(
        "output-as-large-as-the-input",
        "Your output has the size of the picture. Only windows that lie wholly inside count: "
        "`H - KH + 1` rows and `W - KW + 1` columns.",
        wrong=(
            wrong.errors_swallowed,
            lambda x, w: embedded(slide(x, w), np.shape(x)),
        ),
        bends=(
            wrong.padded(*wrong.SAME),
            wrong.padded(*wrong.SAME_EARLY),
            wrong.padded(*wrong.AFTER),
            wrong.padded(*wrong.SAME, mode="edge"),
        ),
    ),
    Misconception(
        "wraps-around",
        "Windows that leave the picture go on at its other side (`np.roll`, a negative index and "
        "the FFT do that). Only windows that lie wholly inside count.",
        wrong=(wrong.wrapped,),
    ),
    Misconception(
        "window-leaves-the-picture",
        "Your output is larger than it should be: only windows that lie wholly inside count.",
        bends=(wrong.padded(*wrong.FULL),),
    ),
    Misconception(
        "picture-padded",
        "The picture gets a border of zeros first, the same for every filter. Take it as it is: "
        "only windows that lie wholly inside count.",
        bends=(
            wrong.padded(*wrong.HALF),
            wrong.padded(*wrong.ONE),
            wrong.padded(*wrong.TWO),
            wrong.padded(*wrong.ONE, mode="edge"),
        ),
    ),
    Misconception(
        "square-filter-assumed",
        "You use one side of the filter for both. Its height is `w.shape[0]`, its width "
        "`w.shape[1]`: try a filter of 3 rows and 5 columns.",
        wrong=tuple(
            lambda x, w, way=way, side=side: way(x, w, side)
            for way in (wrong.square_taps, wrong.square_window, wrong.square_inside)
            for side in (0, 1)
        ),
    ),
    Misconception(
        "size-of-the-example",
        "The 3 of the example is written into the code. The filter has the sides `w.shape`.",
        wrong=(wrong.three_by_three, wrong.three_taps),
    ),
    Misconception(
        "odd-filters-only",
        "`k // 2` on both sides gives a window of an odd size. Filters may have even sides: start "
        "the window at i and end it at i + KH.",
        wrong=(wrong.centred, wrong.cut_from_both_sides),
        symptom=_even_sides_stop,
    ),
    Misconception(
        "crops-by-minus-zero",
        "`[p:-p]` is empty for p = 0, since -0 is 0. Crop with `[p : p + n]`.",
        wrong=(
            wrong.cropped_by_nothing,
            lambda x, w: slide(x, w)[: None if min(w.shape) > 1 else 0],
        ),
    ),
    Misconception(
        "square-picture-assumed",
        "You use one side of the picture for both. Try a picture of 4 rows and 9 columns.",
        wrong=(
            lambda x, w: wrong.square_picture(x, w, 0),
            lambda x, w: wrong.square_picture(x, w, 1),
        ),
    ),
    Misconception(
        "everything-square",
        "You use one side for both, in the picture and in the filter. Try a picture of 4 rows and "
        "9 columns, and a filter of 2 rows and 4.",
        wrong=tuple(
            lambda x, w, side=side, taps=taps: wrong.all_square(x, w, side, taps)
            for side in (0, 1)
            for taps in (False, True)
        ),
    ),
    Misconception(
        "height-and-width-swapped",
        "Rows and columns have changed places: the shape is (rows, columns), height first.",
        wrong=(
            wrong.sides_swapped,
            lambda x, w: wrong.sides_swapped(x, w, filter_too=False),
            wrong.ranges_swapped,
            lambda x, w: slide(x, w).T,
            lambda x, w: slide(x, w).T.reshape(wrong.valid(x, w)),
        ),
    ),
    Misconception(
        "second-slice-cuts-rows-again",
        "`x[a:b][c:d]` cuts the rows twice. Rows and columns are cut together: `x[a:b, c:d]`.",
        wrong=(wrong.second_slice_on_rows,),
    ),
    Misconception(
        "window-end-does-not-move",
        "The end of the window stays where it is while its start moves. It ends at `i + KH`.",
        wrong=(wrong.window_shrinks,),
    ),
    Misconception(
        "size-off-by-two",
        "The output is two too small: it is `H - KH + 1`, with a plus.",
        wrong=(wrong.size_minus_one,),
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
        wrong=(wrong.mean_removed,),
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
        "Only one row (or column) of the filter has an effect. Do both `u` and `v` run over all "
        "taps? Is the sum set to 0 before both of their loops?",
        wrong=(
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[0], b[0])),
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[:, 0], b[:, 0])),
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[-1], b[-1])),
            lambda x, w: slide(x, w, lambda a, b: product_sum(a[:, -1], b[:, -1])),
        ),
    ),
    Misconception(
        "taps-left-out-of-the-index",
        "Every tap of a window meets the same pixel: `u` and `v` are missing in the index of x.",
        wrong=(wrong.without_the_tap,),
    ),
    Misconception(
        "place-left-out-of-the-index",
        "The first window is used at every place: `i` and `j` are missing in the index of x.",
        spoils=(lambda y: np.full(y.shape, y[0, 0]),),
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
        wrong=(wrong.products,),
    ),
    Misconception(
        "returns-too-early",
        "Only the first row is right. Does `return` stand inside the loop, or is the column "
        "counter never set back to 0?",
        spoils=(wrong.first_row_only, lambda y: y[:1], lambda y: y[0]),
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
        "Sums are kept in an integer type: fractions are cut off, and a uint8 wraps around at 256. "
        "Add up in a float type.",
        wrong=(wrong.summed_in_the_type_of_the_picture,),
        spoils=(np.trunc,),
    ),
    Misconception(
        "filter-in-the-type-of-the-picture",
        "The filter was cast to the type of the picture: -0.5 cannot be held by a uint8.",
        bends=(in_the_type_of_the_picture,),
        wrong=(lambda x, w: slide(x, w.astype(x.dtype), lambda a, b: float((a * b).sum())),),
    ),
    Misconception(
        "separable-assumed",
        "Not every filter is a column times a row. Use all its taps.",
        bends=(lambda x, w: (x, np.outer(w[:, 0], w[0])),),
    ),
    Misconception(
        "half-of-the-taps",
        "Taps on one side of the diagonal are never used. Both `u` and `v` begin at 0.",
        bends=(lambda x, w: (x, np.triu(w)), lambda x, w: (x, np.tril(w))),
    ),
    Misconception(
        "counts-instead-of-adding",
        "You count places where both are set. That is right for zeros and ones only.",
        wrong=(lambda x, w: slide(x > 0, w > 0), lambda x, w: slide(x != 0, w != 0)),
    ),
    Misconception(
        "loop-names-used-twice",
        "The inner loops use the names of the outer ones, so the place is forgotten. Four loops, "
        "four names.",
        wrong=(wrong.names_used_twice,),
    ),
    Misconception(
        "window-starts-swapped",
        "The window starts at (j, i): the counters have changed places.",
        wrong=(wrong.starts_swapped,),
    ),
    Misconception(
        "one-row-of-the-picture",
        "The window has one row, and is multiplied with every row of the filter. Cut as many rows "
        "as the filter has.",
        wrong=(lambda x, w: slide(x, w, lambda a, b: float((a[0].astype(float) * b).sum())),),
    ),
    Misconception(
        "flattened-in-two-orders",
        "Window and filter are flattened in different orders, so the wrong ones meet.",
        wrong=(lambda x, w: slide(x, w, lambda a, b: float(a.ravel() @ b.ravel(order="F"))),),
    ),
    SHIFTED,
    TAPS_SHIFTED,
    SIGNED_BYTES,
    *(mistake for mistake in OUTPUT_MISTAKES if mistake.id != "integer-output"),
)
"""What goes wrong with any window, whichever way the filter lies in it."""
