"""Chapter 08: every window laid out as a column."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._columns import (
    AS_COLUMNS,
    FORBIDDEN_HERE,
    SOLVED_BY,
    cut,
    given,
    has_another_type,
    of_windows,
    unfold,
    where_columns,
)
from cnnkit.checks.exercises._conv import EXPLORERS, pair
from cnnkit.checks.exercises._conv_moves import STRIDE_MISTAKES
from cnnkit.checks.exercises._conv_padding import PADDING_MISTAKES
from cnnkit.checks.exercises._conv_results import IMAGE_MISTAKES
from cnnkit.checks.exercises._conv_sides import SIDE_MISTAKES
from cnnkit.checks.exercises._conv_symptoms import CUT_SHORT, ERRORS
from cnnkit.checks.spec import Call, Case, Exercise, Misconception
from cnnkit.checks.symptoms import every_failed, some_failed


def reference(x, k, stride=1, padding=0, dilation=1):
    """Return (N, C KH KW, OH OW), as PyTorch's Unfold. ``dilation`` is for imitations only."""
    return unfold(x, k, stride, padding, dilation)


def draw(*shape: int, dtype: type[np.generic] = np.float64):
    """Return a drawing of images (N, C, H, W), to be called with the settings."""

    def with_settings(*settings, **named):
        def drawn(rng: np.random.Generator) -> Call:
            if np.issubdtype(dtype, np.integer):
                return Call(rng.integers(1, 256, shape).astype(dtype), *settings, **named)
            return Call((rng.normal(size=shape) + 0.5).astype(dtype), *settings, **named)

        return drawn

    return with_settings


def _arranged(*axes: int, change: Callable[[np.ndarray], np.ndarray] = lambda v: v):
    """Return an im2col that orders the axes of the windows (N, C, OH, OW, KH, KW) in its way."""

    def wrong(x, k, stride=1, padding=0, dilation=1):
        parts = change(cut(x, k, stride, padding, dilation)).transpose(axes)
        return parts.reshape(unfold(x, k, stride, padding, dilation).shape)

    return wrong


def _seen(change: Callable[[np.ndarray], np.ndarray]):
    """Return an im2col of other windows, of (N, C, OH, OW, KH, KW) too."""

    def wrong(x, k, stride=1, padding=0, dilation=1):
        parts = change(cut(x, k, stride, padding, dilation)).transpose(AS_COLUMNS)
        return parts.reshape(len(parts), -1, parts.shape[4] * parts.shape[5])

    return wrong


def _zero(*where):
    """Return a change that makes 0 what lies there, in windows (N, C, OH, OW, KH, KW)."""

    def change(parts: np.ndarray) -> np.ndarray:
        out = parts.copy()
        for at in where:
            out[at] = 0
        return out

    return change


def _kept(*axes: int, flat: Callable[[np.ndarray], np.ndarray] = lambda parts: parts):
    """Return an im2col that flattens nothing, or not all."""
    return lambda *args, **named: flat(cut(*args, **named).transpose(axes))


def _flat_places(parts: np.ndarray) -> np.ndarray:
    return parts.reshape(*parts.shape[:4], -1)


def _flat_windows(parts: np.ndarray) -> np.ndarray:
    return parts.reshape(len(parts), -1, *parts.shape[4:])


def _placed_wrongly(x, k, stride=1, padding=0, dilation=1):
    """Fill column i · OH + j, as if there were OH places in a row."""
    parts = cut(x, k, stride, padding, dilation)
    n, c, oh, ow, kh, kw = parts.shape
    out = np.zeros((n, c * kh * kw, oh * ow), parts.dtype)
    for i, j in np.ndindex(oh, ow):
        if i * oh + j >= oh * ow:
            raise IndexError("the index is out of bounds")
        out[:, :, i * oh + j] = parts[:, :, i, j].reshape(n, -1)
    return out


def _exchanged(x, k, stride=1, padding=0, dilation=1):
    """Take u for v and v for u: an index too far where the window is not square."""
    if pair(k)[0] != pair(k)[1]:
        raise IndexError("the index is out of bounds")
    return _arranged(0, 1, 5, 4, 2, 3)(x, k, stride, padding, dilation)


def _pooling(x, k, stride=None, padding=0, dilation=1):
    """Move by the size of the window where no stride is given, as pooling does."""
    return unfold(x, k, k if stride is None else stride, padding, dilation)


def _apart(*axes: int):
    """Return a change of (N, K, P) into a matrix, in which the images are not kept apart."""
    return lambda y: y.transpose(axes).reshape(y.shape[axes[0]], -1)


SIDES, ORDER = "height and width", "the order in a column"

CASES = (
    Case("one channel", ORDER, draw(1, 1, 3, 4)(2)),
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
    Case("a stride that leaves a row", "the stride", draw(1, 1, 8, 6)(3, 2)),
    Case("two strides", "the stride", draw(1, 1, 6, 7)(2, (2, 3))),
    Case("a margin of one", "the padding", draw(1, 2, 3, 4)(3, 1, 1)),
    Case("two margins", "the padding", draw(2, 1, 4, 3)(2, 1, (2, 1))),
    Case(
        "everything at once, by name",
        "every setting",
        draw(2, 3, 5, 4)((3, 2), stride=(2, 1), padding=(1, 2)),
    ),
    Case(
        "whole numbers 0 to 255",
        "the number type",
        draw(1, 2, 3, 4, dtype=np.uint8)(2, 1, 1),
        typed=True,
    ),
    Case(
        "32-bit numbers", "the number type", draw(1, 2, 4, 3, dtype=np.float32)((2, 1)), typed=True
    ),
)

STRIDES = tuple(of_windows(mistake) for mistake in STRIDE_MISTAKES if mistake.bends)
PADDING_HINTS = {
    "padded-on-one-side": "The zeros after the last row and column are missing, or the size does "
    "not count them: `padding` zeros stand before *and* after, so it is H + 2 · padding.",
}
PADDINGS = tuple(
    of_windows(mistake, PADDING_HINTS.get(mistake.id, ""))
    for mistake in PADDING_MISTAKES
    if mistake.bends
)
SIDE_HINTS = {
    "square-picture-assumed": "You use one side of the picture for both. Height is `x.shape[2]`, "
    "width `x.shape[3]`: try a picture of 4 rows and 9 columns.",
}

exercise = Exercise(
    name="im2col",
    chapter="08",
    points=3,
    asks="Lay out every window of the images as one column.",
    reference=reference,
    forbidden=FORBIDDEN_HERE,
    solved_by=(*SOLVED_BY, *EXPLORERS),
    cases=CASES,
    misconceptions=(
        Misconception(
            "channels-last-in-a-column",
            "A column runs through the window pixel by pixel, and through the channels at each. It "
            "must fit `w.reshape(F, -1)`: channel first, then row, then column of the window.",
            wrong=(_arranged(0, 4, 5, 1, 2, 3), _arranged(0, 5, 4, 1, 2, 3)),
        ),
        Misconception(
            "window-transposed",
            "Rows and columns of the window have changed places: in a column, `v` moves fastest, "
            "then `u`, then the channel.",
            wrong=(
                _arranged(0, 1, 5, 4, 2, 3),
                _arranged(0, 4, 1, 5, 2, 3),
                _arranged(0, 1, 5, 4, 3, 2),
                _exchanged,
            ),
        ),
        Misconception(
            "places-column-by-column",
            "The columns stand in another order: yours go down the picture first. Place (i, j) is "
            "column `i * OW + j`, row by row.",
            wrong=(_arranged(0, 1, 4, 5, 3, 2), _placed_wrongly),
        ),
        Misconception(
            "reshaped-instead-of-moved",
            "`reshape` keeps the order in memory and only cuts it into other pieces. The axes of "
            "the window (C, KH, KW) must stand before those of the places (OH, OW): move them "
            "first, by `transpose`.",
            wrong=(
                _arranged(0, 1, 2, 3, 4, 5),
                _arranged(0, 2, 3, 1, 4, 5),
                _arranged(1, 4, 5, 0, 2, 3),
                _arranged(1, 4, 5, 2, 3, 0),
                _arranged(4, 5, 0, 1, 2, 3),
            ),
        ),
        Misconception(
            "windows-as-rows",
            "Your windows lie in rows: the shape is (N, OH·OW, C·KH·KW). We asked for one *column* "
            "for each place: exchange the last two axes.",
            spoils=(lambda y: y.swapaxes(1, 2),),
        ),
        Misconception(
            "images-not-kept-apart",
            "All images share one matrix of two axes. N stays the first axis: (N, C·KH·KW, OH·OW).",
            spoils=(
                _apart(1, 0, 2),
                _apart(1, 2, 0),
                lambda y: y.transpose(0, 2, 1).reshape(-1, y.shape[1]),
                lambda y: y.transpose(2, 0, 1).reshape(-1, y.shape[1]),
                lambda y: y.swapaxes(0, 1),
            ),
        ),
        Misconception(
            "not-flattened",
            "The windows are right, but each axis still stands for itself. Flatten: C, KH, KW "
            "become one axis, OH and OW the other, by a `reshape` at the end.",
            wrong=(
                _kept(0, 1, 2, 3, 4, 5),
                _kept(0, 1, 4, 5, 2, 3),
                _kept(0, 2, 3, 1, 4, 5),
                _kept(*AS_COLUMNS, flat=_flat_places),
                _kept(*AS_COLUMNS, flat=_flat_windows),
            ),
        ),
        Misconception(
            "one-channel-only",
            "The columns hold one channel. A window goes through all of them: C·KH·KW entries.",
            wrong=(
                _seen(lambda v: v[:, :1]),
                _seen(lambda v: v[:, -1:]),
                _seen(lambda v: np.broadcast_to(v[:, :1], v.shape)),
                _seen(lambda v: np.broadcast_to(v[:, -1:], v.shape)),
                _seen(_zero(np.s_[:, 1:])),
                _seen(_zero(np.s_[:, :-1])),
            ),
        ),
        Misconception(
            "channels-added-up",
            "The channels are added up (or averaged). im2col adds nothing: it copies.",
            wrong=(
                _seen(lambda v: v.sum(axis=1, keepdims=True)),
                _seen(lambda v: v.mean(axis=1, keepdims=True)),
            ),
        ),
        Misconception(
            "window-flipped",
            "The windows are turned by half a turn. im2col copies them as they are.",
            wrong=(
                _seen(lambda v: v[..., ::-1, ::-1]),
                _seen(lambda v: v[..., ::-1]),
                _seen(lambda v: v[..., ::-1, :]),
                _seen(lambda v: v[:, ::-1]),
            ),
        ),
        Misconception(
            "same-window-everywhere",
            "Every column holds the same window. The window of place (i, j) starts at row "
            "`i * stride` and column `j * stride`.",
            wrong=(
                _seen(lambda v: np.broadcast_to(v[:, :, :1, :1], v.shape)),
                _seen(lambda v: np.broadcast_to(v[:, :, -1:, -1:], v.shape)),
                _seen(lambda v: np.broadcast_to(v[:, :, :1], v.shape)),
                _seen(lambda v: np.broadcast_to(v[:, :, :, :1], v.shape)),
            ),
        ),
        Misconception(
            "last-place-lost",
            "The last row or column of places is missing, or 0. How many places has a window of k "
            "in a side of H? Count for H = k: there is one. The formula ends in `+ 1`.",
            wrong=(
                _seen(lambda v: v[:, :, :-1]),
                _seen(lambda v: v[:, :, :, :-1]),
                _seen(lambda v: v[:, :, :-1, :-1]),
                _seen(_zero(np.s_[:, :, -1:], np.s_[:, :, :, -1:])),
                _seen(_zero(np.s_[:, :, -1:])),
                _seen(_zero(np.s_[:, :, :, -1:])),
            ),
        ),
        Misconception(
            "window-sides-misread",
            "A pair `k` is (rows, columns): the first number is the height of the window, the "
            "second its width.",
            bends=(
                lambda x, k, *more: (x, pair(k)[::-1], *more),
                lambda x, k, *more: (x, (pair(k)[0],) * 2, *more),
                lambda x, k, *more: (x, (pair(k)[1],) * 2, *more),
            ),
        ),
        Misconception(
            "another-default",
            "Where no stride is given it is 1: keep the first line as it was given. (Pooling moves "
            "by the size of its window.)",
            wrong=(_pooling,),
        ),
        *PADDINGS,
        *STRIDES,
        *(
            of_windows(mistake, SIDE_HINTS.get(mistake.id, ""))
            for mistake in SIDE_MISTAKES
            if mistake.id in SIDE_HINTS
        ),
        *(of_windows(mistake) for mistake in IMAGE_MISTAKES if mistake.id == "first-image-only"),
        Misconception(
            "another-number-type",
            "The numbers are right, but of another type: bytes became 64-bit numbers, at eight "
            "times the memory. Make the array with `dtype=x.dtype`.",
            symptom=every_failed(has_another_type),
        ),
        Misconception(
            "integer-output",
            "Fractions are cut off: the array was made with an integer type. Make it with "
            "`dtype=x.dtype`.",
            spoils=(np.trunc, lambda y: np.trunc(y).astype(np.uint8)),
        ),
        Misconception(
            "slice-of-another-shape",
            "A slice has another shape than the place it is written to, which is OH × OW. It "
            "starts at u and takes OH pixels, `stride` apart: `u : u + stride * OH : stride`. "
            "Print both shapes. (And `np.pad` wants a pair for each axis: N and C get `(0, 0)`.)",
            symptom=some_failed(lambda verdict: "could not broadcast" in verdict.outcome.message),
        ),
        *ERRORS,
        *where_columns(given),
        CUT_SHORT,
        Misconception(
            "sizes-do-not-fit",
            "`reshape` was asked for a shape with another number of entries. There are C·KH·KW "
            "entries in a column, and OH·OW columns; H and W do not appear in the result.",
            symptom=every_failed(lambda verdict: "cannot reshape" in verdict.outcome.message),
        ),
    ),
)
