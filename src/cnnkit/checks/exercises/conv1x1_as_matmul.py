"""Chapter 04: a 1×1 convolution is one matrix, applied at every pixel."""

import numpy as np

from cnnkit.checks.exercises._conv import EXPLORERS, FORBIDDEN, after, conv2d, given, plus
from cnnkit.checks.exercises._conv_bias import BIAS_MISTAKES
from cnnkit.checks.exercises._conv_filters import CHANNEL_MISTAKES, FILTER_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES, RESULT_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import (
    BIAS_ALONG_THE_PIXELS,
    ERRORS,
    only_where,
    raised,
    where,
)
from cnnkit.checks.exercises.conv2d_naive import draw, draw_bytes
from cnnkit.checks.spec import Case, Exercise, Misconception


def reference(x, w, b, *settings, **named):
    """y[n, f, i, j] = b[f] + sum over c of x[n, c, i, j] w[f, c, 0, 0]."""
    return conv2d(x, w, b, *settings, **named)


def _pixels(x: np.ndarray) -> np.ndarray:
    """Return the channels of each pixel as a row, (N·H·W, C)."""
    return x.transpose(0, 2, 3, 1).reshape(-1, x.shape[1])


def _cut_wrongly(x, w, b, *_settings):
    """Cut the memory into rows of C numbers, which are not the channels of one pixel."""
    (n, c, h, width), f = x.shape, len(w)
    y = x.reshape(-1, c).astype(float) @ w[:, :, 0, 0].T
    return plus(y.reshape(n, h, width, f).transpose(0, 3, 1, 2), b)


def _put_back_wrongly(x, w, b, *_settings):
    (n, _, h, width), f = x.shape, len(w)
    y = _pixels(x).astype(float) @ w[:, :, 0, 0].T
    return plus(y.reshape(n, f, h, width), b)


def _put_back_with_bias(x, w, b, *_settings):
    """Add the bias while the filters are the last axis, and put them back wrongly."""
    (n, _, h, width), f = x.shape, len(w)
    y = _pixels(x).astype(float) @ w[:, :, 0, 0].T + (0 if b is None else b)
    return y.reshape(n, f, h, width)


def _cut_with_bias(x, w, b, *_settings):
    (n, c, h, width), f = x.shape, len(w)
    y = x.reshape(-1, c).astype(float) @ w[:, :, 0, 0].T + (0 if b is None else b)
    return y.reshape(n, f, h, width)


def _both_wrongly(x, w, b, *_settings):
    (n, c, h, width), f = x.shape, len(w)
    y = x.reshape(-1, c).astype(float) @ w[:, :, 0, 0].T
    return plus(y.reshape(n, f, h, width), b)


def _images_in_the_channels(x, w, b, *_settings):
    (n, c, h, width), f = x.shape, len(w)
    y = w[:, :, 0, 0] @ x.reshape(c, -1).astype(float)
    return plus(y.reshape(n, f, h, width), b)


def _images_put_back_wrongly(x, w, b, *_settings):
    (n, c, h, width), f = x.shape, len(w)
    y = w[:, :, 0, 0] @ x.transpose(1, 0, 2, 3).reshape(c, -1).astype(float)
    return plus(y.reshape(n, f, h, width), b)


def _columns_first(x, w, b, *_settings):
    (n, c, h, width), f = x.shape, len(w)
    y = w[:, :, 0, 0] @ x.swapaxes(2, 3).reshape(n, c, -1).astype(float)
    return plus(y.reshape(n, f, h, width), b)


def _not_mixed(x, w, b, *_settings):
    """Scale each channel by a weight of its own, and mix nothing."""
    f, c = w.shape[:2]
    if f != c:
        raise ValueError("as many filters as channels are needed")
    return plus(x * np.diagonal(w[:, :, 0, 0])[:, None, None], b)


def _one_of_each(x, w, b, *_settings):
    """Scale channel f % C for map f."""
    f, c = np.ogrid[: w.shape[0], : w.shape[1]]
    return conv2d(x, np.where((f % w.shape[1] == c)[..., None, None], w, 0), b)


def _not_transposed(x, w, b, *_settings):
    if w.shape[0] != w.shape[1]:
        raise ValueError("matmul: the sides do not fit")
    return conv2d(x, w.swapaxes(0, 1), b)


def _bias_first(x, w, b, *_settings):
    if b is not None:
        if len(b) not in (1, x.shape[1]):
            raise ValueError("operands could not be broadcast together")
        x = x + np.asarray(b)[:, None, None]
    return conv2d(x, w, None)


CHANNELS, SIDES = "the number of channels and filters", "height and width"

CASES = (
    Case("three channels to two", CHANNELS, draw((1, 3, 2, 3), (2, 3, 1, 1))),
    Case("four channels to one", CHANNELS, draw((1, 4, 3, 2), (1, 4, 1, 1))),
    Case("one channel to three", CHANNELS, draw((2, 1, 2, 3), (3, 1, 1, 1))),
    Case("as many as before", CHANNELS, draw((1, 3, 2, 4), (3, 3, 1, 1))),
    Case("two channels to five", CHANNELS, draw((1, 2, 4, 3), (5, 2, 1, 1))),
    Case("three images", "the number of images", draw((3, 4, 2, 3), (2, 4, 1, 1))),
    Case("a single pixel", SIDES, draw((2, 4, 1, 1), (3, 4, 1, 1))),
    Case("a wide picture", SIDES, draw((1, 2, 2, 7), (3, 2, 1, 1))),
    Case("no bias", "the bias", draw((2, 3, 3, 4), (2, 3, 1, 1), bias=False)),
    Case(
        "pictures of whole numbers 0 to 255",
        "the number type",
        draw((1, 4, 2, 3), (2, 4, 1, 1), dtype=np.uint8),
    ),
    Case(
        "filters of whole numbers, too",
        "the number type",
        draw_bytes((1, 3, 2, 4), (2, 3, 1, 1)),
    ),
    Case("32-bit numbers", "the number type", draw((2, 3, 3, 2), (4, 3, 1, 1), dtype=np.float32)),
)

FILTERS = (
    "filters-and-channels-swapped",
    "filter-ignored",
    "first-filter-for-all",
    "filters-added-up",
    "only-the-first-filter",
    "filters-reversed",
)
CHANNEL_IDS = (
    "one-channel-only",
    "three-channels-assumed",
    "a-channel-is-skipped",
    "one-slice-for-all-channels",
    "channels-reversed",
    "channels-averaged",
    "forgets-the-sum-over-channels",
)
WHERE = ("wrong-without-a-bias", "wrong-for-whole-numbers", "wrong-for-several-images")

exercise = Exercise(
    name="conv1x1_as_matmul",
    chapter="04",
    points=2,
    asks="Apply the matrix `w[:, :, 0, 0]` to the channels of every pixel; add the bias.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.conv1x1_as_matmul", "mine.answers.conv2d_naive", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "reshaped-instead-of-moved",
            "`reshape` keeps the order in memory: it cuts the same row of numbers into other "
            "pieces, and mixes pixels with channels. To bring C to the end (or back), *move* the "
            "axis: `transpose` or `np.moveaxis`.",
            wrong=(
                _cut_wrongly,
                _put_back_wrongly,
                _put_back_with_bias,
                _cut_with_bias,
                _both_wrongly,
            ),
        ),
        Misconception(
            "images-mixed-with-channels",
            "Right for one image, wrong for several: `reshape(C, -1)` cuts across the images. N "
            "stands before C, so it must stay an axis of its own, or be moved.",
            wrong=(_images_in_the_channels, _images_put_back_wrongly),
        ),
        Misconception(
            "height-and-width-swapped",
            "The pixels come out in another order: rows and columns were exchanged on the way.",
            wrong=(_columns_first, after(lambda y: y.reshape(*y.shape[:2], *y.shape[:1:-1]))),
            spoils=(lambda y: y.swapaxes(2, 3),),
        ),
        Misconception(
            "channels-not-mixed",
            "A 1×1 filter is not the identity, and not one factor for each channel. It is a row of "
            "C weights: at each pixel, channel f of the output is a sum over *all* channels.",
            wrong=(
                _not_mixed,
                _one_of_each,
                lambda x, w, b, *_: x + (0.0 if b is None else b[0]),
                lambda x, w, b, *_: np.array(x),
                lambda x, w, b, *_: plus(np.array(x, float), b),
            ),
        ),
        Misconception(
            "matrix-transposed",
            "The matrix stands the wrong way round: `pixels @ w` multiplies by columns. Where the "
            "channels are the last axis, it is `pixels @ w.T`. (It fits as it is only if F = C, "
            "and is wrong even then.)",
            wrong=(_not_transposed,),
        ),
        Misconception(
            "bias-before-the-matrix",
            "The bias is added to the channels that go in. It belongs to those that come out.",
            wrong=(_bias_first,),
        ),
        *(mistake for mistake in FILTER_MISTAKES if mistake.id in FILTERS),
        *(mistake for mistake in CHANNEL_MISTAKES if mistake.id in CHANNEL_IDS),
        *BIAS_MISTAKES,
        *IMAGE_MISTAKES,
        *TYPE_MISTAKES,
        *RESULT_MISTAKES,
        Misconception(
            "axis-of-length-one-lost",
            "Wrong for a single filter or a single channel. `np.squeeze` removes *every* axis of "
            "length 1; `w[:, :, 0, 0]` removes the two that you mean.",
            symptom=only_where(given, lambda a: 1 in a.w.shape[:2]),
        ),
        Misconception(
            "matrices-that-do-not-fit",
            "The sides do not fit: in `a @ b` the last axis of a meets the axis before the last of "
            "b. The weights are (F, C), so the other side needs C there: (N, C, H·W).",
            symptom=raised("matmul", "not aligned", "size mismatch"),
        ),
        BIAS_ALONG_THE_PIXELS,
        *ERRORS,
        *(mistake for mistake in where(given) if mistake.id in WHERE),
    ),
)
