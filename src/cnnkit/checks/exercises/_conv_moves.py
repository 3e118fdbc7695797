"""What goes wrong with the stride of a window, and with the distance of its taps."""

import numpy as np

from cnnkit.checks.exercises._conv import Given, bend, conv2d, embedded_at, sliced
from cnnkit.checks.spec import Misconception


def _first_places(a: Given, stride=(1, 1)) -> np.ndarray:
    """Cut the padded picture so that windows that move by ``stride`` fit once a place."""
    sides = tuple((n - 1) * s + r for n, s, r in zip(a.places, stride, a.reach, strict=True))
    if sides[0] > a.padded.shape[2] or sides[1] > a.padded.shape[3]:
        raise IndexError("the window leaves the picture")
    return a.padded[:, :, : sides[0], : sides[1]]


def _spread_taps(a: Given) -> np.ndarray:
    reach = tuple((k - 1) * s * d + 1 for k, s, d in zip(a.k, a.steps, a.spread, strict=True))
    return a.cut((reach[0], reach[1]))


def _taps_spread(a: Given) -> tuple[int, int]:
    return a.steps[0] * a.spread[0], a.steps[1] * a.spread[1]


def _at_the_input_index(x, w, b, stride=1, padding=0, dilation=1, groups=1, keep=False):
    """Write every s-th value at the index of the input; the rest stays 0."""
    a = Given(x, w, b, stride, padding, dilation, groups)
    dense = conv2d(x, w, b, 1, padding, dilation, groups)
    out = np.zeros_like(dense)
    out[:, :, :: a.steps[0], :: a.steps[1]] = dense[:, :, :: a.steps[0], :: a.steps[1]]
    return out if not keep else out[:, :, : a.places[0], : a.places[1]]


def _every_other_place(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Step over the outputs by the stride, and start each window at its place times the stride."""
    a = Given(x, w, b, stride, padding, dilation, groups)
    y = conv2d(x, w, b, stride, padding, dilation, groups)
    out = np.zeros_like(y)
    out[:, :, :: a.steps[0], :: a.steps[1]] = y[:, :, :: a.steps[0], :: a.steps[1]]
    return out


def _rounded_up(a: Given) -> np.ndarray:
    """Pad after the last row and column until the stride divides."""
    sides = zip(a.padded.shape[2:], a.reach, a.steps, strict=True)
    rows, columns = (-(n - r) % s for n, r, s in sides)
    return embedded_at(a.padded, 0, rows, 0, columns)


def _rounded_up_with_zeros(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    y = conv2d(x, w, b, stride, padding, dilation, groups)
    sides = zip(a.padded.shape[2:], a.reach, a.steps, strict=True)
    rows, columns = (int((n - r) % s > 0) for n, r, s in sides)
    return embedded_at(y, 0, rows, 0, columns)


def _starts_by(steps, x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    return sliced(a, a.padded, a.places, steps(a))


STRIDE_MISTAKES = (
    Misconception(
        "stride-ignored",
        "`stride` has no effect. The window starts at `i * stride`, and there are fewer places: "
        "the size formula divides by it.",
        bends=(bend(stride=lambda a: 1),),
    ),
    Misconception(
        "stride-missing-in-the-window-start",
        "The size is right, but the window moves on by one pixel only. `i` counts outputs; the "
        "window starts at `i * stride`.",
        bends=(
            bend(x=lambda a: _first_places(a), padding=lambda a: 0, stride=lambda a: 1),
            bend(
                x=lambda a: _first_places(a, (1, a.steps[1])),
                padding=lambda a: 0,
                stride=lambda a: (1, a.steps[1]),
            ),
            bend(
                x=lambda a: _first_places(a, (a.steps[0], 1)),
                padding=lambda a: 0,
                stride=lambda a: (a.steps[0], 1),
            ),
        ),
    ),
    Misconception(
        "stride-spreads-the-taps",
        "The stride is multiplied into the index of the tap, so pixels *within* a window are "
        "skipped. Stride moves the window; dilation spreads the taps.",
        bends=(
            bend(
                x=_spread_taps,
                padding=lambda a: 0,
                stride=lambda a: 1,
                dilation=_taps_spread,
            ),
            bend(dilation=_taps_spread, stride=lambda a: 1),
            bend(dilation=_taps_spread),
            bend(dilation=lambda a: a.stride, stride=lambda a: a.dilation),
        ),
    ),
    Misconception(
        "written-at-the-index-of-the-input",
        "Zeros stand between your values: the output is filled at the index where the window "
        "starts. Index of the input = index of the output times stride; these are two counters.",
        wrong=(
            _at_the_input_index,
            lambda *args, **kwargs: _at_the_input_index(*args, **kwargs, keep=True),
            _every_other_place,
        ),
    ),
    Misconception(
        "stride-pair-misread",
        "A pair of strides is (rows, columns): the first number moves the window down, the second "
        "to the right.",
        bends=(
            bend(stride=lambda a: a.steps[::-1]),
            bend(stride=lambda a: a.steps[0]),
            bend(stride=lambda a: a.steps[1]),
        ),
    ),
    Misconception(
        "one-stride-for-both-starts",
        "The size is right, but both starts of the window use the same stride: the column starts "
        "at `j` times the *second* one. (A copied line?)",
        wrong=(
            lambda *args, **named: _starts_by(lambda a: (a.steps[0],) * 2, *args, **named),
            lambda *args, **named: _starts_by(lambda a: (a.steps[1],) * 2, *args, **named),
        ),
    ),
    Misconception(
        "stride-in-one-direction",
        "The window keeps its stride in one direction only. It is for rows and for columns.",
        bends=(
            bend(stride=lambda a: (a.steps[0], 1)),
            bend(stride=lambda a: (1, a.steps[1])),
        ),
    ),
    Misconception(
        "rounded-up",
        "There is a place too many where the stride does not divide: the last window hangs over "
        "the edge. The size formula rounds down (`//`).",
        bends=(bend(x=_rounded_up, padding=lambda a: 0),),
        wrong=(_rounded_up_with_zeros,),
    ),
    Misconception(
        "jumps-by-the-filter-size",
        "The window moves on by its own size. It moves on by `stride`, so windows may overlap.",
        bends=(bend(stride=lambda a: a.k),),
    ),
)


def _filter_with_gaps(a: Given) -> np.ndarray:
    """Put d zeros between two taps, where d - 1 are right."""
    rows, columns = a.spread
    if rows == columns == 1:
        return a.w
    kh, kw = (k + (k - 1) * (d if d > 1 else 0) for k, d in zip(a.k, a.spread, strict=True))
    out = np.zeros((*a.w.shape[:2], kh, kw))
    out[:, :, :: rows + 1 if rows > 1 else 1, :: columns + 1 if columns > 1 else 1] = a.w
    return out


def _size_without_dilation(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    return sliced(a, a.padded, Given(x, w, b, stride, padding, 1, groups).places, a.steps)


DILATION_MISTAKES = (
    Misconception(
        "dilation-ignored",
        "`dilation` has no effect on the taps. Tap (u, v) meets the pixel `u * dilation` rows and "
        "`v * dilation` columns after the start of the window.",
        bends=(
            bend(dilation=lambda a: 1),
            bend(
                x=lambda a: a.padded[
                    :,
                    :,
                    : a.padded.shape[2] - a.reach[0] + a.k[0],
                    : a.padded.shape[3] - a.reach[1] + a.k[1],
                ],
                padding=lambda a: 0,
                dilation=lambda a: 1,
            ),
        ),
    ),
    Misconception(
        "dilated-size-off",
        "The output is too small where there is dilation. A window of k taps covers "
        "`(k - 1) * dilation + 1` pixels, not `k * dilation`: for k = 1 dilation changes nothing.",
        bends=(
            bend(
                x=lambda a: embedded_at(a.padded, 0, 1 - a.spread[0], 0, 1 - a.spread[1]),
                padding=lambda a: 0,
            ),
        ),
    ),
    Misconception(
        "dilation-missing-in-the-size",
        "The size of the output is that without dilation: there are too many places, and the last "
        "windows hang over the edge. A window covers `(k - 1) * dilation + 1` pixels.",
        wrong=(_size_without_dilation,),
    ),
    Misconception(
        "dilation-off-by-one",
        "There is one gap too many between the taps, or one too few: dilation 1 means no gap, "
        "dilation 2 one zero between two taps.",
        bends=(
            bend(dilation=lambda a: (a.spread[0] + 1, a.spread[1] + 1)),
            bend(dilation=lambda a: (max(a.spread[0] - 1, 1), max(a.spread[1] - 1, 1))),
            bend(w=_filter_with_gaps, dilation=lambda a: 1),
        ),
    ),
    Misconception(
        "dilation-moves-the-window",
        "The dilation is multiplied into the start of the window. It belongs to the index of the "
        "tap: `i * stride + u * dilation`.",
        bends=(
            bend(dilation=lambda a: 1, stride=_taps_spread),
            bend(stride=_taps_spread),
        ),
    ),
    Misconception(
        "dilation-pair-misread",
        "A pair of dilations is (rows, columns): the first number spreads the rows of the filter, "
        "the second its columns.",
        bends=(
            bend(dilation=lambda a: a.spread[::-1]),
            bend(dilation=lambda a: a.spread[0]),
            bend(dilation=lambda a: a.spread[1]),
            bend(dilation=lambda a: (a.spread[0], 1)),
            bend(dilation=lambda a: (1, a.spread[1])),
        ),
    ),
)
