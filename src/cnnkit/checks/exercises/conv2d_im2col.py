"""Chapter 08: a convolution as one matrix product."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._columns import FORBIDDEN_HERE, SOLVED_BY
from cnnkit.checks.exercises._conv import EXPLORERS, after, bend, conv2d, given, plus
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_moves import STRIDE_MISTAKES
from cnnkit.checks.exercises._conv_padding import PADDING_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import (
    BIAS_ALONG_THE_PIXELS,
    CUT_SHORT,
    ERRORS,
    raised,
    where,
)
from cnnkit.checks.exercises._near import DIGITS_LOST
from cnnkit.checks.exercises.conv2d_naive import draw, draw_bytes
from cnnkit.checks.spec import Case, Exercise, Misconception
from cnnkit.checks.symptoms import some_failed


def reference(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Return w.reshape(F, -1) @ im2col(x) + b, as (N, F, OH, OW).

    The arguments after ``padding`` are for imitations only.
    """
    return conv2d(x, w, b, stride, padding, dilation, groups)


def _cut_as(*axes: int) -> Callable[..., np.ndarray]:
    """Return a convolution whose result, (N, F, OH, OW), was cut from axes in another order."""
    return after(lambda y: y.transpose(axes).reshape(y.shape))


def _then_bias(*axes: int) -> Callable[..., np.ndarray]:
    """Return the same, with the bias added after the cut."""

    def wrong(x, w, b, *settings, **named):
        y = conv2d(x, w, None, *settings, **named)
        return plus(y.transpose(axes).reshape(y.shape), b)

    return wrong


def _in_sixteen_bits(x, w, b, *settings, **named):
    if x.dtype.kind == "f" or w.dtype.kind == "f":
        return conv2d(x, w, b, *settings, **named)
    return plus(conv2d(x, w, None, *settings, **named).astype(np.int16), b)


def _as_wide_as_high(y: np.ndarray) -> np.ndarray:
    """Cut rows of OH places, as if the picture lay on its side, and turn it."""
    n, f, oh, ow = y.shape
    return y.reshape(n, f, ow, oh).swapaxes(2, 3)


_ORDERS = ((1, 0, 2, 3), (1, 2, 3, 0), (0, 2, 3, 1), (2, 3, 0, 1), (2, 3, 1, 0))

CHANNELS, SIDES = "the number of channels and filters", "height and width"

CASES = (
    Case("one channel, one filter", CHANNELS, draw((1, 1, 4, 5), (1, 1, 3, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 4), (3, 4, 2, 2))),
    Case("more filters than channels", CHANNELS, draw((1, 2, 3, 4), (5, 2, 2, 2))),
    Case("three images", "the number of images", draw((3, 2, 3, 4), (2, 2, 2, 2))),
    Case("as many images as filters", "the number of images", draw((2, 3, 3, 4), (2, 3, 2, 2))),
    Case("a wide picture", SIDES, draw((1, 2, 3, 7), (3, 2, 2, 2))),
    Case("a tall picture", SIDES, draw((1, 2, 7, 3), (3, 2, 2, 2))),
    Case("a wide filter", SIDES, draw((1, 2, 5, 6), (2, 2, 2, 4))),
    Case("a tall filter", SIDES, draw((2, 2, 6, 5), (1, 2, 4, 2))),
    Case("a filter of one tap", SIDES, draw((1, 3, 3, 2), (4, 3, 1, 1))),
    Case("a filter as large as the picture", SIDES, draw((1, 2, 3, 4), (3, 2, 3, 4))),
    Case("a stride that does not divide", "the stride", draw((1, 2, 6, 7), (3, 2, 3, 2), 2)),
    Case("two strides", "the stride", draw((1, 1, 6, 7), (2, 1, 2, 2), (2, 3))),
    Case("a margin of one", "the padding", draw((2, 2, 3, 4), (3, 2, 3, 3), 1, 1)),
    Case("two margins", "the padding", draw((1, 1, 4, 4), (2, 1, 2, 3), 1, (2, 1))),
    Case(
        "stride and padding by name",
        "every setting",
        draw((2, 3, 5, 6), (2, 3, 3, 2), stride=(2, 1), padding=(1, 2)),
    ),
    Case("no bias", "the bias", draw((1, 2, 4, 5), (3, 2, 2, 3), bias=False)),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 2, 4, 5), (3, 2, 2, 2), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too", "the number type", draw_bytes((1, 2, 4, 5), (2, 2, 2, 3))
    ),
    Case(
        "whole numbers up to 255 in both",
        "the number type",
        draw_bytes((1, 2, 4, 5), (2, 2, 3, 3), taps=(200, 256)),
    ),
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 5), (2, 3, 3, 2), dtype=np.float32)),
)

OTHER_WHERE = ("wrong-with-groups", "wrong-with-dilation", "dilation-to-come")

exercise = Exercise(
    name="conv2d_im2col",
    chapter="08",
    points=2,
    asks="Multiply `w.reshape(F, -1)` by the columns of `im2col`, add the bias, and reshape.",
    reference=reference,
    forbidden=FORBIDDEN_HERE,
    solved_by=(
        *(name for name in SOLVED_BY if "im2col" in name),
        "mine.answers.conv2d_naive",
        *EXPLORERS,
    ),
    cases=CASES,
    misconceptions=(
        Misconception(
            "reshaped-instead-of-moved",
            "The product has its axes in another order than (N, F, OH, OW), and `reshape` only "
            "cuts the same row of numbers into other pieces. Split the axes as they lie; then "
            "*move* them with `transpose`.",
            wrong=(
                *(make(*order) for order in _ORDERS for make in (_cut_as, _then_bias)),
                after(_as_wide_as_high),
            ),
        ),
        Misconception(
            "filter-not-flattened",
            "`w.reshape(F, -1)` has one filter in each row. `w.reshape(-1, F)` is not its "
            "transpose: it cuts the same row of numbers into other pieces. Begin with "
            "`w.reshape(F, -1)`, and transpose *that* if you need to.",
            bends=(bend(w=lambda a: a.w.reshape(-1, len(a.w)).T.reshape(a.w.shape)),),
        ),
        Misconception(
            "bias-added-to-the-filter",
            "The bias is added to every tap of its filter. Add it to the sums: `b[:, None, None]`.",
            bends=(
                bend(
                    w=lambda a: a.w if a.b is None else a.w + a.b[:, None, None, None],
                    b=lambda a: None,
                ),
            ),
        ),
        Misconception(
            "stride-and-padding-exchanged",
            "Stride and padding have changed places on their way to `im2col`. The stride comes "
            "first, and is never 0.",
            bends=(bend(stride=lambda a: a.padding, padding=lambda a: a.stride),),
            symptom=some_failed(lambda verdict: verdict.outcome.error == "ZeroDivisionError"),
        ),
        Misconception(
            "sums-too-large-for-their-type",
            "Large sums start again from the other end: their number type ends too early (int16 "
            "at 32,767). Make them in float.",
            wrong=(_in_sixteen_bits,),
        ),
        *FILTER_MISTAKES,
        *CHANNEL_MISTAKES,
        *BIAS_MISTAKES,
        *PADDING_MISTAKES,
        *STRIDE_MISTAKES,
        *SIDE_MISTAKES,
        *IMAGE_MISTAKES,
        *TYPE_MISTAKES,
        *RESULT_MISTAKES,
        Misconception(
            "matrices-that-do-not-fit",
            "The sides do not fit: in `a @ b` the last axis of a meets the axis before the last of "
            "b. The filters are (F, C·KH·KW), the columns (N, C·KH·KW, OH·OW).",
            symptom=raised("matmul", "not aligned", "size mismatch"),
        ),
        BIAS_ALONG_THE_PIXELS,
        Misconception(
            "sizes-do-not-fit",
            "`reshape` was asked for a shape with another number of entries. OH and OW are counted "
            "with padding and stride: `(H + 2 * ph - KH) // sh + 1`. And does `im2col` get both of "
            "them?",
            symptom=raised("cannot reshape"),
        ),
        *ERRORS,
        DIGITS_LOST,
        *(mistake for mistake in where(given) if mistake.id not in OTHER_WHERE),
        CUT_SHORT,
    ),
)
