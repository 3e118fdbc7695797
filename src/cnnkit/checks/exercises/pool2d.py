"""Chapter 05: one number for every window, channel by channel."""

import numpy as np

from cnnkit.checks.exercises._conv import EXPLORERS
from cnnkit.checks.exercises._pool_mistakes import CHANNEL_MISTAKES, MODE_MISTAKES, TYPE_MISTAKES
from cnnkit.checks.exercises._pool_moves import REST_MISTAKES, STRIDE_MISTAKES
from cnnkit.checks.exercises._pool_symptoms import ERRORS, OTHER_ERROR, where
from cnnkit.checks.exercises._pools import FORBIDDEN, RESULT_MISTAKES, SIGN_LOST, pictures, pool
from cnnkit.checks.spec import Call, Case, Exercise


def reference(x, k, stride=None, mode="max"):
    """y[n, c, i, j] = max, mean or sum over u, v of x[n, c, i s + u, j s + v]."""
    return pool(x, k, stride, mode)


def draw(shape: tuple[int, int, int, int], *settings, below: bool = False, dtype=None, **named):
    """Return a drawing of pictures of this shape, with these settings."""
    some = pictures(shape, dtype or np.float64, below)
    return lambda rng: Call(some(rng), *settings, **named)


def _with_ties(rng: np.random.Generator) -> Call:
    return Call(rng.integers(-1, 2, (1, 2, 4, 6)).astype(float), 2)


STEP, SIDES, MODE = "the stride", "height and width", "the mode"
TYPE = "the number type"
NUMBERS, REST, UNKNOWN = "the numbers", "the rest that is left", "a mode that does not exist"

CASES = (
    Case("windows of 2 by 2", SIDES, draw((1, 1, 4, 6), 2)),
    Case("all numbers negative", NUMBERS, draw((1, 2, 4, 4), 2, below=True)),
    Case("overlapping windows", STEP, draw((1, 2, 5, 7), 3, 2)),
    Case("a stride of one", STEP, draw((1, 1, 4, 5), 2, 1)),
    Case("a stride larger than the window", STEP, draw((2, 1, 7, 8), 2, 3)),
    Case("two strides", STEP, draw((1, 1, 7, 8), 3, (1, 2))),
    Case("a rest that is dropped", REST, draw((1, 2, 5, 7), 2)),
    Case("a larger rest", REST, draw((1, 1, 8, 11), 3)),
    Case("a rest of overlapping windows", REST, draw((1, 2, 6, 8), 3, 2)),
    Case("a wide window", SIDES, draw((1, 2, 4, 6), (2, 3))),
    Case("a tall window, with a stride", SIDES, draw((2, 1, 6, 5), (3, 2), (2, 1))),
    Case("a window as large as the picture", SIDES, draw((2, 3, 3, 5), (3, 5))),
    Case("windows of one pixel", SIDES, draw((1, 2, 3, 4), 1)),
    Case("four channels", "channels and images", draw((1, 4, 4, 4), 2)),
    Case("three images", "channels and images", draw((3, 2, 4, 6), 2)),
    Case("equal numbers", NUMBERS, _with_ties),
    Case("the average", MODE, draw((2, 3, 4, 6), 2, mode="avg")),
    Case("the average of overlapping windows", MODE, draw((1, 2, 5, 7), (3, 2), 2, "avg")),
    Case("the sum", MODE, draw((1, 2, 4, 6), 2, None, "sum")),
    Case("the sum of negative numbers", MODE, draw((1, 2, 6, 7), (2, 3), 2, "sum", below=True)),
    Case("the maximum, by name", MODE, draw((1, 2, 5, 6), k=(2, 3), stride=(1, 2), mode="max")),
    Case(
        "an average of bytes", "the number type", draw((1, 2, 4, 6), 2, dtype=np.uint8, mode="avg")
    ),
    Case("a sum of bytes", "the number type", draw((2, 1, 6, 4), 3, dtype=np.uint8, mode="sum")),
    Case("a maximum of bytes", "the number type", draw((1, 2, 4, 4), 2, dtype=np.uint8)),
    Case(
        "32-bit numbers",
        "the number type",
        draw((1, 3, 5, 4), 2, dtype=np.float32, mode="avg"),
    ),
    Case("the mode “median”", UNKNOWN, draw((1, 1, 4, 4), 2, mode="median"), raises=ValueError),
    Case("the mode “min”", UNKNOWN, draw((1, 2, 4, 6), 3, 1, "min"), raises=ValueError),
)

exercise = Exercise(
    name="pool2d",
    chapter="05",
    points=4,
    asks="Give one number for every window of every channel: the largest, the mean or the sum.",
    reference=reference,
    forbidden=FORBIDDEN,
    solved_by=("mine.answers.pool2d", "widgets.pooling_explorer.PoolingExplorer", *EXPLORERS),
    cases=CASES,
    misconceptions=(
        *MODE_MISTAKES,
        *STRIDE_MISTAKES,
        *REST_MISTAKES,
        *CHANNEL_MISTAKES,
        *TYPE_MISTAKES,
        SIGN_LOST,
        *RESULT_MISTAKES,
        OTHER_ERROR,
        *ERRORS,
        *where(),
    ),
)
