"""Chapter 08: a convolution by way of the frequencies."""

import numpy as np

from cnnkit.checks.exercises._columns import SOLVED_BY
from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, conv2d, given
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import ERRORS, raised, where
from cnnkit.checks.exercises._frequencies import FREQUENCY_MISTAKES
from cnnkit.checks.exercises._near import DIGITS_LOST
from cnnkit.checks.exercises.conv2d_naive import draw, draw_bytes
from cnnkit.checks.spec import Case, Exercise, Misconception


def reference(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Return F⁻¹(F(x) · conj F(w)), summed over the channels, plus b: convolution, no settings.

    The arguments after ``b`` are for imitations only.
    """
    return conv2d(x, w, b, stride, padding, dilation, groups)


CHANNELS, SIDES = "the number of channels and filters", "height and width"

CASES = (
    Case("one channel, one filter", CHANNELS, draw((1, 1, 4, 6), (1, 1, 3, 3))),
    Case("four channels", CHANNELS, draw((1, 4, 4, 4), (3, 4, 2, 2))),
    Case("more filters than channels", CHANNELS, draw((1, 2, 4, 6), (5, 2, 2, 3))),
    Case("three images", "the number of images", draw((3, 2, 4, 4), (2, 2, 2, 2))),
    Case("an odd height", SIDES, draw((1, 2, 5, 4), (2, 2, 2, 3))),
    Case("an odd width", SIDES, draw((1, 2, 4, 7), (3, 2, 2, 2))),
    Case("both odd", SIDES, draw((2, 1, 5, 7), (2, 1, 3, 4))),
    Case("a wide filter", SIDES, draw((1, 2, 6, 8), (2, 2, 2, 5))),
    Case("a tall filter", SIDES, draw((2, 2, 8, 6), (1, 2, 5, 2))),
    Case("a filter of one tap", SIDES, draw((1, 3, 4, 2), (4, 3, 1, 1))),
    Case("a filter as large as the picture", SIDES, draw((1, 2, 3, 4), (3, 2, 3, 4))),
    Case("no bias", "the bias", draw((1, 2, 4, 6), (3, 2, 2, 3), bias=False)),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 2, 4, 6), (3, 2, 2, 2), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too", "the number type", draw_bytes((1, 2, 4, 6), (2, 2, 2, 3))
    ),
    Case("32-bit numbers", "the number type", draw((1, 3, 4, 6), (2, 3, 3, 2), dtype=np.float32)),
)

WHERE = (
    "wrong-without-a-bias",
    "wrong-for-whole-numbers",
    "wrong-for-several-images",
    "wrong-for-a-filter-that-is-not-square",
    "wrong-for-a-picture-that-is-not-square",
)

exercise = Exercise(
    name="conv2d_fft",
    chapter="08",
    points=2,
    asks="Transform, multiply, sum over the channels, transform back, and cut out what is valid.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=(*SOLVED_BY, "mine.answers.conv2d_naive", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        *FREQUENCY_MISTAKES,
        *FILTER_MISTAKES,
        *CHANNEL_MISTAKES,
        *BIAS_MISTAKES,
        *(
            mistake
            for mistake in SIDE_MISTAKES
            if mistake.id in ("last-position-lost", "height-and-width-swapped")
        ),
        *IMAGE_MISTAKES,
        *TYPE_MISTAKES,
        *RESULT_MISTAKES,
        Misconception(
            "transforms-of-two-sizes",
            "Two transforms of different sizes cannot be multiplied. Transform the filter as if it "
            "lay in a picture as large as x: `np.fft.rfft2(w, s=x.shape[2:])`. And give both an "
            "axis for N and for F: (N, 1, C, H, W) times (1, F, C, H, W).",
            symptom=raised("could not be broadcast"),
        ),
        *ERRORS,
        DIGITS_LOST,
        *(mistake for mistake in where(given) if mistake.id in WHERE),
    ),
    rtol=1e-5,
)
