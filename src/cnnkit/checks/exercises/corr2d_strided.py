"""Chapter 03: slide a filter over a framed picture, in steps."""

import numpy as np

from cnnkit.checks.exercises._padding_mistakes import PADDING_MISTAKES
from cnnkit.checks.exercises._step_symptoms import ARGUMENT_MISTAKES, LAST_RESORTS
from cnnkit.checks.exercises._steps import Given, answer, bend, lifted, sliced, steps
from cnnkit.checks.exercises._stride_mistakes import STRIDE_MISTAKES
from cnnkit.checks.exercises._window_mistakes import WINDOW_MISTAKES
from cnnkit.checks.exercises._windows import BY_HAND, slide
from cnnkit.checks.spec import Call, Case, Exercise, Misconception


def reference(x, w, stride=1, padding=0):
    """z[i, j] = sum over u, v of x[i s + u - p, j s + v - p] w[u, v], zeros outside x."""
    return steps(x, w, stride, padding)


def _draw(
    h: int, width: int, kh: int, kw: int, *more, dtype: type[np.generic] = np.float64, **named
):
    def drawn(rng: np.random.Generator) -> Call:
        if np.issubdtype(dtype, np.integer):
            x = rng.integers(100, 250, (h, width)).astype(dtype)
            return Call(x, rng.normal(size=(kh, kw)).round(2) + 0.005, *more, **named)
        x = rng.normal(size=(h, width)) + 0.5
        return Call(x.astype(dtype), rng.normal(size=(kh, kw)).astype(dtype), *more, **named)

    return drawn


def _draw_bytes(rng: np.random.Generator) -> Call:
    """Draw picture and filter of whole numbers, whose products do not fit in a byte."""
    x = rng.integers(100, 250, (4, 5)).astype(np.uint8)
    return Call(x, rng.integers(2, 9, (2, 3)).astype(np.uint8), 2, 1)


def _square(a: Given, side: int) -> np.ndarray:
    """Take one side of the picture for both."""
    n = a.framed.shape[side]
    rows, columns = ((n - k) // s + 1 for k, s in zip(a.w.shape, a.s, strict=True))
    return sliced(a, a.framed, (rows, columns), a.s)


def _in_bytes(window: np.ndarray, w: np.ndarray) -> float:
    """Multiply in the types that are there, which may be too small, and add up."""
    return float((window * w).sum())


OTHERWISE = {
    "last-position-lost",
    "output-as-large-as-the-input",
    "wraps-around",
    "window-leaves-the-picture",
    "crops-by-minus-zero",
    "jumps-by-the-filter-size",
    "size-off-by-two",
    "window-starts-one-late",
    "slides-in-one-direction",
    "result-flattened",
    "size-of-the-example",
    "square-picture-assumed",
    "height-and-width-swapped",
    "integer-output",
}
"""Mistakes of sliding whose hint would be wrong here, or that have another name here."""

FILTER, SIDES = "the filter", "height and width"

exercise = Exercise(
    name="corr2d_strided",
    chapter="03",
    points=4,
    asks="Slide the filter `w` over the picture with its frame of zeros, in steps of `stride`.",
    reference=reference,
    forbidden={
        **BY_HAND,
        "cnnkit.mine": BY_HAND["scipy"],
        "cnnkit.widgets": BY_HAND["scipy"],
    },
    solved_by=("mine.answers.corr2d_strided", "widgets.stepper.Stepper"),
    cases=(
        Case("a window that moves by one", FILTER, _draw(4, 4, 3, 3)),
        Case("a filter of one row", SIDES, _draw(4, 5, 1, 3)),
        Case("a wide picture, a tall filter", SIDES, _draw(5, 8, 4, 2)),
        Case("a tall picture, a wide filter", SIDES, _draw(7, 5, 2, 4)),
        Case("a stride that leaves no rest", "the stride", _draw(5, 7, 3, 3, 2)),
        Case("a stride that leaves a rest", "the stride", _draw(6, 8, 3, 3, 2)),
        Case("a stride of three", "the stride", _draw(8, 9, 2, 4, 3)),
        Case("a stride larger than the filter", "the stride", _draw(7, 9, 2, 1, 4)),
        Case("a frame of one", "the padding", _draw(4, 5, 3, 3, 1, 1)),
        Case("a frame of two", "the padding", _draw(3, 4, 3, 2, 1, 2)),
        Case("a filter that fits thanks to the frame", "the padding", _draw(2, 3, 4, 3, 1, 1)),
        Case("a stride and a frame", "stride and padding", _draw(5, 6, 3, 3, 2, 1)),
        Case("a stride and a wide frame", "stride and padding", _draw(4, 6, 4, 3, 3, 2)),
        Case("two strides", "a pair of strides", _draw(7, 8, 3, 2, (2, 3))),
        Case("two frames", "a pair of paddings", _draw(3, 4, 2, 3, 1, (2, 1))),
        Case("two of each", "pairs of both", _draw(6, 7, 3, 3, (1, 2), (0, 2))),
        Case("by name", "stride and padding", _draw(5, 6, 2, 3, padding=1, stride=2)),
        Case(
            "a picture of whole numbers 0 to 255",
            "the number type",
            _draw(5, 6, 3, 2, 2, 1, dtype=np.uint8),
        ),
        Case("a filter of whole numbers, too", "the number type", _draw_bytes),
        Case("32-bit numbers", "the number type", _draw(6, 5, 2, 3, 2, dtype=np.float32)),
    ),
    misconceptions=(
        Misconception(
            "filter-flipped",
            "Your output is the convolution of the mathematician: the filter is turned by half a "
            "turn. Here it is used as it is.",
            bends=(bend(lambda a: (a.x, a.w[::-1, ::-1], a.stride, a.padding)),),
        ),
        Misconception(
            "filter-mirrored",
            "Your filter is mirrored along one axis. Nothing is turned: the tap `w[u, v]` meets "
            "the pixel u rows below and v columns beside the start of the window.",
            bends=(
                bend(lambda a: (a.x, a.w[::-1], a.stride, a.padding)),
                bend(lambda a: (a.x, a.w[:, ::-1], a.stride, a.padding)),
            ),
        ),
        Misconception(
            "filter-transposed",
            "Rows and columns of the filter (or of the window) have changed places.",
            bends=(
                bend(lambda a: (a.x, a.w.T, a.stride, a.padding)),
                bend(
                    lambda a: (
                        a.x,
                        a.w.T if a.w.shape[0] == a.w.shape[1] else a.w,
                        a.stride,
                        a.padding,
                    )
                ),
            ),
        ),
        Misconception(
            "height-and-width-swapped",
            "Rows and columns have changed places: the shape is (rows, columns), height first.",
            spoils=(np.transpose,),
        ),
        *PADDING_MISTAKES,
        *STRIDE_MISTAKES,
        Misconception(
            "square-picture-assumed",
            "You use one side of the picture for both. Try a picture of 4 rows and 9 columns.",
            wrong=(answer(lambda a: _square(a, 0)), answer(lambda a: _square(a, 1))),
        ),
        Misconception(
            "integer-output",
            "Sums are kept in the type of the picture: fractions are cut off, and a uint8 wraps "
            "around at 256. Multiply and add up in a float type.",
            wrong=(
                answer(lambda a: steps(a.x, a.w, a.stride, a.padding).astype(a.x.dtype)),
                answer(lambda a: slide(a.framed, a.w, _in_bytes)[:: a.s[0], :: a.s[1]]),
            ),
        ),
        *(lifted(mistake) for mistake in WINDOW_MISTAKES if mistake.id not in OTHERWISE),
        Misconception(
            "result-flattened",
            "The numbers are right, but in one long row. The output has two axes.",
            spoils=(np.ravel,),
        ),
        Misconception(
            "another-default",
            "Where nothing is said, the stride is 1 and the padding 0: keep the first line as it "
            "was given.",
            wrong=(
                lambda x, w, stride=2, padding=0: steps(x, w, stride, padding),
                lambda x, w, stride=1, padding=1: steps(x, w, stride, padding),
            ),
        ),
        Misconception(
            "size-of-the-example",
            "The 3 of an example is written into the code. The filter has the sides `w.shape`.",
            wrong=(answer(lambda a: slide(a.framed, a.w[:3, :3])[:: a.s[0], :: a.s[1]]),),
        ),
        *ARGUMENT_MISTAKES,
        *LAST_RESORTS,
    ),
)
