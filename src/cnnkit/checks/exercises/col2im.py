"""Chapter 08: columns added back to the pixels that they came from."""

from typing import Any

import numpy as np

from cnnkit.checks.exercises._columns import (
    FORBIDDEN_HERE,
    SOLVED_BY,
    Folded,
    added,
    fold,
    given_shape,
    has_another_type,
    where_columns,
)
from cnnkit.checks.exercises._conv import EXPLORERS, pair
from cnnkit.checks.exercises._conv_symptoms import ERRORS, raised
from cnnkit.checks.exercises._folds import (
    as_far_as_windows_go,
    averaged,
    by_places,
    by_the_window,
    columns_only,
    cut_from,
    exchanged,
    folding,
    inner,
    keep,
    largest,
    minus_zero,
    minus_zero_of_one,
    no_stride,
    one_stride,
    only,
    read_as,
    replace,
    rows_only,
    spread,
    strides_swapped,
    turned,
    without_margins,
)
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed, some_failed

reference = fold


def draw(*shape: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of columns for images (N, C, H, W), to be called with the settings."""

    def with_settings(k: Any, *settings, **named):
        def drawn(rng: np.random.Generator) -> Call:
            n, c, kh, kw, oh, ow = Folded(None, shape, k, *settings, **named).size
            size = (n, c * kh * kw, oh * ow)
            if np.issubdtype(dtype, np.integer):
                cols = rng.integers(100, 256, size).astype(dtype)
            else:
                cols = (rng.normal(size=size) + 0.5).astype(dtype)
            return Call(cols, shape, k, *settings, **named)

        return drawn

    return with_settings


SIDES, ORDER = "height and width", "the order in a column"

CASES = (
    Case("windows side by side", "windows that do not overlap", draw(1, 1, 4, 6)(2, 2)),
    Case("windows that overlap", "windows that overlap", draw(1, 1, 3, 4)(2)),
    Case("two channels", ORDER, draw(1, 2, 3, 4)(2)),
    Case("four channels", ORDER, draw(1, 4, 3, 3)((2, 3))),
    Case("three images", "the number of images", draw(3, 2, 3, 4)(2)),
    Case("a wide picture", SIDES, draw(1, 2, 3, 6)(3)),
    Case("a tall picture", SIDES, draw(2, 1, 6, 3)(2)),
    Case("a wide window", SIDES, draw(1, 2, 4, 5)((1, 3))),
    Case("a tall window", SIDES, draw(1, 3, 5, 4)((3, 2))),
    Case("a window of one pixel", SIDES, draw(2, 3, 2, 3)(1)),
    Case("a window as large as the picture", SIDES, draw(2, 2, 3, 4)((3, 4))),
    Case("a stride that does not divide", "the stride", draw(1, 2, 6, 7)(3, 2)),
    Case("two strides", "the stride", draw(1, 1, 6, 8)(3, (2, 3))),
    Case("pixels that no window meets", "the stride", draw(1, 2, 7, 8)(2, 3)),
    Case("a margin of one", "the padding", draw(1, 2, 3, 4)(3, 1, 1)),
    Case("two margins", "the padding", draw(2, 1, 4, 3)(2, 1, (2, 1))),
    Case(
        "everything at once, by name",
        "every setting",
        draw(2, 3, 5, 4)((3, 2), stride=(2, 1), padding=(1, 2)),
    ),
    Case("a margin above and below only", "the padding", draw(1, 2, 4, 3)((3, 2), 1, (1, 0))),
    Case("whole numbers", "the number type", draw(1, 2, 3, 4, dtype=np.int64)(2)),
    Case(
        "32-bit numbers", "the number type", draw(1, 2, 4, 3, dtype=np.float32)((2, 1)), typed=True
    ),
    Case("64-bit numbers", "the number type", draw(1, 1, 3, 4)((2, 3)), typed=True),
)

exercise = Exercise(
    name="col2im",
    chapter="08",
    points=3,
    asks="Add the columns up, each entry at the pixel that it came from.",
    reference=reference,
    forbidden=FORBIDDEN_HERE,
    solved_by=(*SOLVED_BY, *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "replaced-instead-of-added",
            "Right where windows do not overlap. Where they do, a pixel stands in several columns, "
            "and what they hold for it adds up: `+=`, not `=`. (With lists of indices `+=` "
            "counts each pixel once, too: use a loop over the taps, or `np.add.at`.)",
            wrong=(
                folding(lambda a: a.inner(added(a, replace))),
                folding(lambda a: by_places(a, replace)),
                folding(lambda a: a.inner(added(a, keep))),
                folding(lambda a: by_places(a, keep)),
            ),
        ),
        Misconception(
            "averaged",
            "You divide by the number of windows that meet at a pixel. col2im adds up; it does not "
            "undo im2col.",
            wrong=(folding(averaged), folding(by_the_window)),
        ),
        Misconception(
            "largest-instead-of-sum",
            "Of the entries of one pixel only the largest is left. They are added up.",
            wrong=(
                folding(lambda a: a.inner(added(a, largest))),
                folding(lambda a: by_places(a, largest)),
            ),
        ),
        Misconception(
            "margins-not-cut-off",
            "What comes back still has its margins, or has lost too much. `shape` is that of the "
            "images *without* padding: cut the padded sums to `[:, :, ph : ph + H, pw : pw + W]`.",
            wrong=(
                folding(added),
                folding(rows_only),
                folding(columns_only),
                folding(lambda a: inner(a, pair(a.padding)[0])),
                folding(lambda a: inner(a, pair(a.padding)[1])),
            ),
        ),
        Misconception(
            "cut-at-the-wrong-place",
            "The size is right, but the wrong part of the padded sums was cut out: it starts "
            "`padding` rows down and `padding` columns to the right.",
            wrong=(
                folding(lambda a: cut_from(a, 0, 0)),
                folding(lambda a: cut_from(a, *pair(a.padding)[::-1])),
                folding(lambda a: cut_from(a, pair(a.padding)[0], 0)),
                folding(lambda a: cut_from(a, 0, pair(a.padding)[1])),
                folding(lambda a: cut_from(a, 2 * pair(a.padding)[0], 2 * pair(a.padding)[1])),
            ),
        ),
        Misconception(
            "unmet-pixels-missing",
            "The result ends where the last window ends. Pixels that no window meets are 0: make "
            "the padded array H + 2·ph rows high and W + 2·pw columns wide.",
            wrong=(folding(as_far_as_windows_go),),
        ),
        Misconception(
            "minus-zero",
            "-0 is 0: for p = 0, `y[p:-p]` is empty. Count from the start: `y[p : p + H]`.",
            wrong=(folding(minus_zero), folding(minus_zero_of_one)),
        ),
        Misconception(
            "wraps-around",
            "What fell on the padding comes in again at the other end: a negative index counts "
            "from the end. Add up into an array with margins, and cut them off.",
            wrong=(folding(without_margins),),
        ),
        Misconception(
            "padding-added-to-the-border",
            "What fell on the padding is added to the pixels at the border. It is dropped.",
            wrong=(folding(lambda a: without_margins(a, clip=True)),),
        ),
        Misconception(
            "stride-missing-in-the-window-start",
            "The windows are put back one pixel apart. Place (i, j) starts at `i * stride`, "
            "`j * stride`.",
            wrong=(folding(no_stride),),
        ),
        Misconception(
            "stride-spreads-the-taps",
            "The stride is multiplied into the index of the tap. It moves the window: tap u of "
            "place i lies at row `i * stride + u`.",
            wrong=(folding(spread),),
        ),
        Misconception(
            "one-stride-for-both",
            "One of the two strides is used for both directions. A pair is (rows, columns).",
            wrong=(
                folding(lambda a: one_stride(a, 0)),
                folding(lambda a: one_stride(a, 1)),
                folding(strides_swapped),
            ),
        ),
        Misconception(
            "channels-last-in-a-column",
            "You read a column as (KH, KW, C). It runs through the channel first, then row, then "
            "column of the window: `cols.reshape(N, C, KH, KW, OH, OW)`.",
            bends=(
                read_as(lambda s: (s[0], s[2], s[3], s[1], s[4], s[5]), 0, 3, 1, 2, 4, 5),
                read_as(lambda s: (s[0], s[3], s[2], s[1], s[4], s[5]), 0, 3, 2, 1, 4, 5),
                read_as(lambda s: (s[0], s[2], s[1], s[3], s[4], s[5]), 0, 2, 1, 3, 4, 5),
            ),
        ),
        Misconception(
            "window-transposed",
            "Rows and columns of the window have changed places: in a column, `v` moves fastest, "
            "then `u`, then the channel.",
            wrong=(folding(exchanged),),
            bends=(read_as(lambda s: (s[0], s[1], s[3], s[2], s[4], s[5]), 0, 1, 3, 2, 4, 5),),
        ),
        Misconception(
            "places-column-by-column",
            "You read the columns as if they went down the picture first. Place (i, j) is column "
            "`i * OW + j`.",
            bends=(read_as(lambda s: (*s[:4], s[5], s[4]), 0, 1, 2, 3, 5, 4),),
        ),
        Misconception(
            "reshaped-instead-of-moved",
            "The columns are cut up in the wrong order: `reshape` does not move axes. They lie in "
            "memory as (N, C, KH, KW, OH, OW).",
            bends=(
                read_as(lambda s: (s[0], s[1], s[4], s[5], s[2], s[3]), 0, 1, 4, 5, 2, 3),
                read_as(lambda s: (s[0], s[4], s[5], s[1], s[2], s[3]), 0, 3, 4, 5, 1, 2),
                read_as(lambda s: (s[4], s[5], *s[:4]), 2, 3, 4, 5, 0, 1),
                read_as(lambda s: (*s[1:4], s[0], *s[4:]), 3, 0, 1, 2, 4, 5),
                read_as(lambda s: (*s[1:6], s[0]), 5, 0, 1, 2, 3, 4),
            ),
        ),
        Misconception(
            "window-flipped",
            "The windows are put back turned by half a turn. Tap (u, v) goes where it came from.",
            bends=(
                turned(lambda p: p[:, :, ::-1, ::-1]),
                turned(lambda p: p[:, :, ::-1]),
                turned(lambda p: p[:, :, :, ::-1]),
            ),
        ),
        Misconception(
            "one-channel-only",
            "Only one channel is filled, or all are filled alike. The columns hold all C of them.",
            bends=(
                only(np.s_[:, :1]),
                only(np.s_[:, -1:]),
                turned(lambda p: np.broadcast_to(p[:, :1], p.shape)),
                turned(lambda p: np.broadcast_to(p.sum(axis=1, keepdims=True), p.shape)),
            ),
        ),
        Misconception(
            "first-image-only",
            "Only one image is filled, or all are filled alike. Each of the N images has columns "
            "of its own.",
            bends=(
                only(np.s_[:1]),
                only(np.s_[-1:]),
                turned(lambda p: np.broadcast_to(p[:1], p.shape)),
                turned(lambda p: np.broadcast_to(p.sum(axis=0), p.shape)),
            ),
            spoils=(lambda y: y[0],),
        ),
        Misconception(
            "one-tap-only",
            "Only one tap of each window is put back. `u` runs over all KH rows, `v` over all KW "
            "columns.",
            bends=(
                only(np.s_[:, :, :1, :1]),
                only(np.s_[:, :, -1:, -1:]),
                only(np.s_[:, :, :-1, :-1]),
                only(np.s_[:, :, :-1]),
                only(np.s_[:, :, :, :-1]),
                only(np.s_[:, :, :, -1:]),
                only(np.s_[:, :, -1:]),
            ),
        ),
        Misconception(
            "last-place-lost",
            "The last row or column of places is not put back. There are "
            "`(H + 2 * ph - KH) // sh + 1` rows of places.",
            bends=(
                only(np.s_[..., :-1, :-1]),
                only(np.s_[..., :-1, :]),
                only(np.s_[..., :-1]),
            ),
        ),
        Misconception(
            "height-and-width-swapped",
            "Rows and columns of the result have changed places: `shape` is (N, C, H, W), height "
            "first.",
            spoils=(lambda y: y.swapaxes(2, 3),),
        ),
        Misconception(
            "another-number-type",
            "The numbers are right, but of another type. Make the array with `dtype=cols.dtype`.",
            symptom=every_failed(has_another_type),
        ),
        Misconception(
            "integer-output",
            "Fractions are cut off: the sums were made in an integer type. Make the array with "
            "`dtype=cols.dtype`.",
            spoils=(np.trunc,),
        ),
        Misconception(
            "axis-lost",
            "An axis of length 1 has disappeared, as by `np.squeeze`. It belongs to the shape.",
            spoils=(np.squeeze,),
        ),
        Misconception(
            "columns-do-not-fit",
            "`reshape` was asked for a shape with another number of entries. The number of places "
            "comes from the *padded* sides, and the stride divides it, rounded down.",
            symptom=raised("cannot reshape"),
        ),
        Misconception(
            "slice-of-another-shape",
            "A slice and what is added to it differ in size. In an array with margins, of H + 2·ph "
            "rows, it starts at u and takes OH rows, `stride` apart: `u : u + stride * OH : "
            "stride`. Columns likewise.",
            symptom=some_failed(lambda verdict: "broadcast" in verdict.outcome.message),
        ),
        *ERRORS,
        *where_columns(given_shape),
    ),
)
