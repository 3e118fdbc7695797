"""What goes wrong with images, number types, and what comes back."""

import numpy as np

from cnnkit.checks.exercises._conv import Given, after, bend, conv2d, plus, windows
from cnnkit.checks.exercises._windows import OUTPUT_MISTAKES
from cnnkit.checks.spec import Misconception

IMAGE_MISTAKES = (
    Misconception(
        "first-image-only",
        "Only one image of the batch has been worked on. `n` runs over all N images.",
        bends=(
            bend(x=lambda a: np.broadcast_to(a.x[:1], a.x.shape)),
            bend(x=lambda a: np.broadcast_to(a.x[-1:], a.x.shape)),
            bend(x=lambda a: a.x[:1]),
        ),
        wrong=(
            after(lambda y: y * (np.arange(len(y)) == 0)[:, None, None, None]),
            after(lambda y: y[-1]),
        ),
        spoils=(lambda y: y[0],),
    ),
    Misconception(
        "images-added-up",
        "The images of the batch are mixed. Each has feature maps of its own.",
        bends=(bend(x=lambda a: np.cumsum(a.x, axis=0, dtype=float)),),
        wrong=(after(lambda y: y.sum(axis=0)), after(lambda y: y.mean(axis=0))),
    ),
    Misconception(
        "axes-in-another-order",
        "The numbers are right, the order of the axes is not: we asked for N, F, OH, OW.",
        wrong=(
            after(lambda y: y.transpose(1, 0, 2, 3)),
            after(lambda y: y.transpose(2, 3, 0, 1)),
            after(lambda y: y.reshape(len(y), -1)),
            after(np.ravel),
        ),
        spoils=(lambda y: y.transpose(0, 2, 3, 1),),
    ),
)


def _product_in_the_type(x, w, b, stride=1, padding=0, dilation=1, groups=1, wraps=False):
    """Multiply in the type of the arguments; ``wraps`` keeps the sum in it, too."""
    kind = np.result_type(x, w)
    if kind.kind == "f":
        return conv2d(x, w, b, stride, padding, dilation, groups)
    a = Given(x, w, b, stride, padding, dilation, groups)
    seen = windows(a.padded, a.k, stride, dilation)
    n, c, oh, ow, *k = seen.shape
    seen = seen.reshape(n, groups, 1, c // groups, oh, ow, *k)
    taps = w.reshape(1, groups, len(w) // groups, c // groups, 1, 1, *k)
    y = (seen * taps).sum((3, 6, 7), dtype=kind if wraps else float).reshape(n, len(w), oh, ow)
    return plus(y, b)


def _kept_in_bytes(x, w, b, *rest, **named):
    y = conv2d(x, w, b, *rest, **named)
    kind = np.asarray(x).dtype
    return y.astype(np.int64).astype(kind) if kind.kind in "iu" else y


def _added_in_bytes(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Keep every partial sum in the type of the picture."""
    kind = np.asarray(x).dtype
    if kind.kind not in "iu":
        return conv2d(x, w, b, stride, padding, dilation, groups)
    a = Given(x, w, b, stride, padding, dilation, groups)
    seen = windows(a.padded.astype(float), a.k, stride, dilation)
    y = np.zeros((len(x), len(w), *a.places), kind)
    for c, u, v in np.ndindex(*w.shape[1:]):
        more = seen[:, None, c, ..., u, v] * w[None, :, c, u, v, None, None]
        y = (y + more).astype(np.int64).astype(kind)
    return y if b is None else (y + np.asarray(b)[:, None, None]).astype(np.int64).astype(kind)


def _whole(value):
    return np.asarray(value).astype(np.int64)


TYPE_MISTAKES = (
    Misconception(
        "integer-output",
        "The output was made with the number type of the picture, or another integer type: "
        "fractions are cut off, and a uint8 starts again after 255. Make it with a float type.",
        wrong=(_kept_in_bytes, _added_in_bytes),
        spoils=(np.trunc,),
    ),
    Misconception(
        "small-integers-wrap",
        "Two uint8 numbers are multiplied, and the product starts again after 255. Turn picture "
        "and filter into float numbers first.",
        wrong=(
            _product_in_the_type,
            lambda *args, **kwargs: _product_in_the_type(*args, **kwargs, wraps=True),
        ),
    ),
    Misconception(
        "filter-in-the-type-of-the-picture",
        "The filter was cast to whole numbers, perhaps to the type of the picture: −0.5 cannot be "
        "held by one.",
        bends=(
            bend(w=lambda a: _whole(a.w) if a.x.dtype.kind in "iu" else a.w),
            bend(w=lambda a: _whole(a.w).astype(a.x.dtype) if a.x.dtype.kind in "iu" else a.w),
            bend(w=lambda a: _whole(a.w)),
        ),
    ),
    Misconception(
        "input-cast-to-integers",
        "The picture was cast to whole numbers, and its fractions are lost. Cast to a float type.",
        bends=(
            bend(x=lambda a: _whole(a.x)),
            bend(x=lambda a: _whole(a.x).astype(np.int8)),
            bend(x=lambda a: _whole(a.x).astype(np.uint8)),
        ),
    ),
    Misconception(
        "pictures-scaled",
        "The picture is divided by 255. Use its numbers as they are.",
        bends=(
            bend(x=lambda a: a.x / 255),
            bend(x=lambda a: a.x / 255 if a.x.dtype.kind in "iu" else a.x),
        ),
    ),
)

MATRIX_MISTAKES = (
    Misconception(
        "matrix-product",
        "`@` and `np.dot` are the matrix product: row times column. Here each tap meets the pixel "
        "under it: `*`, then the sum.",
        wrong=(lambda *args, **kwargs: _matrix_products(*args, **kwargs),),
    ),
)


def _matrix_products(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    if w.shape[2] != w.shape[3]:
        raise ValueError("matmul: the sides do not fit")
    a = Given(x, w, b, stride, padding, dilation, groups)
    seen = windows(a.padded.astype(float), a.k, stride, dilation)
    if groups > 1:
        raise ValueError("matmul: the channels do not fit")
    y = np.einsum("ncijuk,fckv->nfij", seen, w)
    return y if b is None else y + b[:, None, None]


JOINED = ("negatives-lost", "axis-lost")

RESULT_MISTAKES = tuple(
    Misconception(mistake.id, mistake.hint, spoils=mistake.spoils)
    if mistake.id in JOINED
    else Misconception(mistake.id, mistake.hint, wrong=tuple(map(after, mistake.spoils)))
    for mistake in OUTPUT_MISTAKES
    if mistake.id != "integer-output"
)
"""What can go wrong with any output."""
