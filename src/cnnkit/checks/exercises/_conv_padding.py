"""What goes wrong with the margin around a picture.

Bends of the padding are made before those of stride and dilation: of two bends the earlier in the
catalogue comes first, and a bend that pads or cuts the picture itself sets the padding to 0.
"""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import Given, bend, conv2d, embedded_at, sliced
from cnnkit.checks.spec import Misconception


def _with(margins: Callable[[int, int], tuple[int, int, int, int]]):
    """Return a bend that puts other margins of zeros around the picture."""
    return bend(x=lambda a: embedded_at(a.x, *margins(*a.margins)), padding=lambda a: 0)


def _in_mode(**options):
    def padded(a: Given) -> np.ndarray:
        (ph, pw), x = a.margins, np.asarray(a.x, np.float64)
        return np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), **options)

    return bend(x=padded, padding=lambda a: 0)


def _with_the_mean(a: Given) -> np.ndarray:
    margins = np.ones_like(a.x, np.float64)
    rows, columns = a.margins
    margins = 1 - embedded_at(margins, rows, rows, columns, columns)
    return a.padded + margins * np.mean(a.x)


def _wrapped_before(a: Given) -> np.ndarray:
    """Read before the edge from the other end, as a negative index does, and zeros after it."""
    rows, columns = a.margins
    x = np.concatenate([a.x[:, :, a.x.shape[2] - rows :], a.x], axis=2)
    x = np.concatenate([x[..., x.shape[3] - columns :], x], axis=3)
    return embedded_at(x, 0, rows, 0, columns)


def _images_padded_too(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    rows, _ = a.margins
    x = np.pad(a.x, ((rows, rows), (0, 0), (0, 0), (0, 0)))
    return conv2d(x, w, b, stride, padding, dilation, groups)


def _without_padding(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    return sliced(a, np.asarray(x), a.places, a.steps)


PADDING_MISTAKES = (
    Misconception(
        "padding-ignored",
        "`padding` has no effect. Put that many zeros before the first and after the last row and "
        "column; then slide over the larger picture.",
        bends=(bend(padding=lambda a: 0),),
    ),
    Misconception(
        "padding-lost-in-the-size",
        "The picture is padded, but the size of the output is that of the picture without "
        "padding. Take the sides of the padded one.",
        bends=(_with(lambda r, c: (r, -r, c, -c)),),
    ),
    Misconception(
        "slices-the-picture-without-padding",
        "You have padded a copy, but the windows are cut out of the picture without padding: at "
        "the end they are cut short. Which array have you padded? Which do you slice?",
        wrong=(_without_padding,),
    ),
    Misconception(
        "padded-on-one-side",
        "Zeros stand on one side only, so every window is shifted. Padding goes before *and* "
        "after each axis.",
        bends=(
            _with(lambda r, c: (r, 0, c, 0)),
            _with(lambda r, c: (0, r, 0, c)),
            _with(lambda r, c: (2 * r, 0, 2 * c, 0)),
            _with(lambda r, c: (0, 2 * r, 0, 2 * c)),
        ),
    ),
    Misconception(
        "padding-in-one-direction",
        "Zeros stand above and below, or left and right, but not both. Rows and columns are padded "
        "alike.",
        bends=(_with(lambda r, c: (r, r, 0, 0)), _with(lambda r, c: (0, 0, c, c))),
    ),
    Misconception(
        "padding-pair-misread",
        "A pair of paddings is (rows, columns): the first number is for above and below, the "
        "second for left and right.",
        bends=(
            _with(lambda r, c: (c, c, r, r)),
            _with(lambda r, c: (r, r, r, r)),
            _with(lambda r, c: (c, c, c, c)),
            _with(lambda r, c: (r, c, r, c)),
        ),
    ),
    Misconception(
        "padded-twice",
        "There are twice as many zeros as asked: `padding` is for each side, or the picture is "
        "padded a second time.",
        bends=(_with(lambda r, c: (2 * r, 2 * r, 2 * c, 2 * c)),),
    ),
    Misconception(
        "padding-halved",
        "There are too few zeros: `padding` is what stands on *each* side, not both together.",
        bends=(_with(lambda r, c: (r // 2, r - r // 2, c // 2, c - c // 2)),),
    ),
    Misconception(
        "padded-with-other-numbers",
        "The margin holds the border's pixels, a mirror image or ones. Here it holds zeros.",
        bends=(
            _in_mode(mode="edge"),
            _in_mode(mode="reflect"),
            _in_mode(mode="symmetric"),
            _in_mode(constant_values=1),
            bend(x=_with_the_mean, padding=lambda a: 0),
        ),
    ),
    Misconception(
        "wraps-around",
        "Where a window leaves the picture, it reads from the other side: a negative index counts "
        "from the end. Pad with zeros first.",
        bends=(_in_mode(mode="wrap"), bend(x=_wrapped_before, padding=lambda a: 0)),
    ),
    Misconception(
        "padding-chosen-by-the-filter",
        "You pad by half the filter, whatever `padding` says. That is “same”; here the caller "
        "decides.",
        bends=(
            bend(padding=lambda a: ((a.k[0] - 1) // 2, (a.k[1] - 1) // 2)),
            bend(padding=lambda a: (a.k[0] // 2, a.k[1] // 2)),
            bend(padding=lambda a: (a.k[0] - 1, a.k[1] - 1)),
        ),
    ),
    Misconception(
        "images-padded-too",
        "There are more images than came: `np.pad` wants a pair for each axis, and N and C get "
        "`(0, 0)`.",
        wrong=(_images_padded_too,),
    ),
)
