"""Chapter 04: a convolution over volumes, with every setting: the definition, as loops."""

import numpy as np

from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, conv2d, given
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_moves import DILATION_MISTAKES, STRIDE_MISTAKES
from cnnkit.checks.exercises._conv_padding import PADDING_MISTAKES
from cnnkit.checks.exercises._conv_results import (
    IMAGE_MISTAKES,
    MATRIX_MISTAKES,
    RESULT_MISTAKES,
    TYPE_MISTAKES,
)
from cnnkit.checks.exercises._conv_sides import GROUP_MISTAKES, SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import CUT_SHORT, ERRORS, where
from cnnkit.checks.spec import Call, Case, Exercise


def reference(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """y[n, f, i, j] = b[f] + sum over c, u, v of x[n, c, i s + u d, j s + v d] w[f, c, u, v]."""
    return conv2d(x, w, b, stride, padding, dilation, groups)


def draw(
    x: tuple[int, int, int, int],
    w: tuple[int, int, int, int],
    *settings,
    dtype: type[np.generic] = np.float64,
    bias: bool = True,
    **named,
):
    """Return a drawing of pictures ``x``, filters ``w`` and a bias, with these settings."""

    def drawn(rng: np.random.Generator) -> Call:
        b = rng.normal(size=w[0]) + np.sign(rng.normal(size=w[0])) * 2 if bias else None
        if np.issubdtype(dtype, np.integer):
            pictures = rng.integers(100, 250, x).astype(dtype)
            return Call(pictures, rng.normal(size=w).round(2) + 0.005, b, *settings, **named)
        pictures, filters = rng.normal(size=x) + 0.5, rng.normal(size=w) + 0.3
        return Call(pictures.astype(dtype), filters.astype(dtype), b, *settings, **named)

    return drawn


def draw_bytes(
    x: tuple[int, int, int, int],
    w: tuple[int, int, int, int],
    *settings,
    bias: bool = True,
    taps: tuple[int, int] = (2, 9),
):
    """Return a drawing in which the filters, too, hold whole numbers from 0 to 255."""

    def drawn(rng: np.random.Generator) -> Call:
        pictures = rng.integers(100, 250, x).astype(np.uint8)
        filters = rng.integers(*taps, w).astype(np.uint8)
        return Call(pictures, filters, rng.normal(size=w[0]) + 3 if bias else None, *settings)

    return drawn


CHANNELS, SIDES = "the number of channels and filters", "height and width"
EVERYTHING = {"stride": (2, 1), "padding": (1, 2), "dilation": (1, 2), "groups": 2}

CASES = (
    Case(
        "the volume of this chapter",
        "stride and padding",
        draw((1, 3, 5, 5), (2, 3, 3, 3), 2, 1),
    ),
    Case("one channel, one filter", CHANNELS, draw((1, 1, 4, 5), (1, 1, 3, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 4), (3, 4, 2, 2))),
    Case("three images", "the number of images", draw((3, 2, 3, 4), (2, 2, 2, 2))),
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
    Case("a dilation of two", "the dilation", draw((1, 2, 6, 7), (3, 2, 3, 2), 1, 0, 2)),
    Case(
        "two dilations, and a stride",
        "the dilation",
        draw((1, 1, 7, 8), (2, 1, 2, 3), 2, 1, (3, 2)),
    ),
    Case("two groups", "the number of groups", draw((1, 6, 3, 4), (4, 3, 2, 2), 1, 0, 1, 2)),
    Case(
        "a group for each channel",
        "the number of groups",
        draw((2, 3, 4, 3), (6, 1, 2, 2), 1, 0, 1, 3),
    ),
    Case(
        "everything at once, by name",
        "every setting",
        draw((2, 4, 5, 6), (2, 2, 3, 2), **EVERYTHING),
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
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 5), (2, 3, 3, 2), dtype=np.float32)),
)

MISCONCEPTIONS = (
    *FILTER_MISTAKES,
    *CHANNEL_MISTAKES,
    *BIAS_MISTAKES,
    *PADDING_MISTAKES,
    *STRIDE_MISTAKES,
    *DILATION_MISTAKES,
    *GROUP_MISTAKES,
    *SIDE_MISTAKES,
    *IMAGE_MISTAKES,
    *TYPE_MISTAKES,
    *MATRIX_MISTAKES,
    *RESULT_MISTAKES,
    *ERRORS,
    *where(given),
    CUT_SHORT,
)

exercise = Exercise(
    name="conv2d_naive",
    chapter="04",
    points=5,
    asks="Slide every filter over every picture, through all its channels; add the bias.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.conv2d_naive", "mine.answers.corr2d_strided", *EXPLORERS),
    cases=CASES,
    misconceptions=MISCONCEPTIONS,
)
