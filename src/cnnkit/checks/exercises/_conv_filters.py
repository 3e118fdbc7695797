"""What goes wrong with filters and channels: which tap meets which pixel, and what is added up."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.checks.exercises._conv import Given, after, bend, conv2d, plus, windows
from cnnkit.checks.spec import Misconception


def _keep(where: Callable[[np.ndarray], Any]):
    """Return a bend that makes every tap 0 but those that ``where`` selects."""

    def kept(a: Given) -> np.ndarray:
        mask = np.zeros(a.w.shape, bool)
        mask[where(a.w)] = True
        return np.where(mask, a.w, 0)

    return bend(w=kept)


def _drop(where: Callable[[np.ndarray], Any]):
    def dropped(a: Given) -> np.ndarray:
        w = np.array(a.w, np.float64)
        w[where(w)] = 0
        return w

    return bend(w=dropped)


def _if_square(turn: Callable[[np.ndarray], np.ndarray]):
    return bend(w=lambda a: turn(a.w) if a.k[0] == a.k[1] else a.w)


def _never_reset(x, w, b, *settings, over=(2, 3), **named):
    """Let the sum run on, over all places of a map or over everything of an image."""
    y = conv2d(x, w, None, *settings, **named)
    rows = y.reshape(*(n for at, n in enumerate(y.shape) if at not in over), -1)
    y = np.cumsum(rows, axis=-1).reshape(y.shape)
    return plus(y, b)


FILTER_MISTAKES = (
    Misconception(
        "filter-flipped",
        "Your output is the true convolution: the filter is turned by half a turn. We asked for "
        "cross-correlation: do not flip.",
        bends=(
            bend(w=lambda a: a.w[..., ::-1, ::-1]),
            bend(w=lambda a: a.w[:, ::-1, ::-1, ::-1]),
        ),
    ),
    Misconception(
        "filter-mirrored",
        "Your filter is mirrored along one axis. Tap `w[f, c, u, v]` meets the pixel u rows below "
        "and v columns right of the window's start: nothing is turned.",
        bends=(bend(w=lambda a: a.w[:, :, ::-1]), bend(w=lambda a: a.w[..., ::-1])),
    ),
    Misconception(
        "filter-transposed",
        "Rows and columns of the filter (or of the window) have changed places. Try a filter with "
        "a single 1 off the diagonal.",
        bends=(
            bend(w=lambda a: a.w.swapaxes(2, 3)),
            _if_square(lambda w: w.swapaxes(2, 3)),
            bend(w=lambda a: _transposed_or_error(a.w)),
            _if_square(lambda w: np.rot90(w, 1, (2, 3))),
            _if_square(lambda w: np.rot90(w, 3, (2, 3))),
        ),
    ),
    Misconception(
        "filter-in-another-order",
        "Window and filter are flattened in different orders, so the wrong numbers meet. Both run "
        "through channel, row, column.",
        bends=(
            bend(w=lambda a: np.moveaxis(a.w, 1, -1).reshape(a.w.shape)),
            bend(
                w=lambda a: a.w.reshape(len(a.w), *a.k, a.w.shape[1]).transpose(0, 3, 1, 2),
            ),
            bend(w=lambda a: a.w.reshape(len(a.w), -1, order="F").reshape(a.w.shape)),
        ),
    ),
    Misconception(
        "filters-and-channels-swapped",
        "`w` is read as (C, F, KH, KW). The first axis of `w` counts filters, the second channels.",
        bends=(
            bend(w=lambda a: _axes_swapped(a.w)),
            bend(w=lambda a: _axes_wrapped(a.w)),
        ),
    ),
    Misconception(
        "a-tap-is-skipped",
        "The last (or first) row and column of the filter are never used. `u` runs over all KH "
        "rows, `v` over all KW columns.",
        bends=(
            _drop(lambda w: np.s_[:, :, [-1]]),
            _drop(lambda w: np.s_[..., [-1]]),
            bend(w=lambda a: _without(a.w, -1)),
            bend(w=lambda a: _without(a.w, 0)),
            bend(w=lambda a: np.pad(a.w[:, :, 1:, 1:], ((0, 0), (0, 0), (0, 1), (0, 1)))),
        ),
    ),
    Misconception(
        "sum-overwritten",
        "Only the last product is left. `=` replaces, `+=` adds.",
        bends=(
            _keep(lambda w: np.s_[:, -1, -1, -1]),
            _keep(lambda w: np.s_[:, :, -1, -1]),
            _keep(lambda w: np.s_[:, :, -1]),
            _keep(lambda w: np.s_[:, -1, -1]),
        ),
    ),
    Misconception(
        "sum-not-reset",
        "Each value still contains earlier ones. Start the sum at 0 for every place.",
        wrong=(_never_reset, lambda *args, **named: _never_reset(*args, **named, over=(1, 2, 3))),
    ),
    Misconception(
        "filter-ignored",
        "You add up the window, but the filter has no effect. Multiply first.",
        bends=(bend(w=lambda a: np.ones(a.w.shape)),),
    ),
    Misconception(
        "first-filter-for-all",
        "Every feature map is made with the same filter. There is one map for each: `w[f]`.",
        bends=(
            bend(w=lambda a: np.broadcast_to(a.w[:1], a.w.shape)),
            bend(w=lambda a: np.broadcast_to(a.w[-1:], a.w.shape)),
        ),
        wrong=(
            after(lambda y: np.broadcast_to(y[:, :1], y.shape)),
            after(lambda y: np.broadcast_to(y[:, -1:], y.shape)),
        ),
    ),
    Misconception(
        "filters-added-up",
        "The maps of the filters run into one another. Each filter gives a map of its own, and its "
        "sum begins at 0 (or at its bias).",
        wrong=(
            after(lambda y: np.cumsum(y, axis=1)),
            after(lambda y: y.sum(axis=1, keepdims=True)),
            after(lambda y: y.sum(axis=1)),
        ),
    ),
    Misconception(
        "only-the-first-filter",
        "Only one feature map comes back. There are F of them, one for each filter.",
        wrong=(after(lambda y: y[:, :1]), after(lambda y: y[:, 0]), after(lambda y: y[:, -1])),
    ),
    Misconception(
        "filters-reversed",
        "The feature maps come in reverse order. Map f belongs to filter f.",
        wrong=(after(lambda y: y[:, ::-1]),),
    ),
)


def _transposed_or_error(w: np.ndarray) -> np.ndarray:
    """Read w[f, c, v, u], which runs over the end where the filter is not square."""
    if w.shape[2] != w.shape[3]:
        raise IndexError("the index is out of bounds")
    return w.swapaxes(2, 3)


def _axes_swapped(w: np.ndarray) -> np.ndarray:
    if w.shape[0] != w.shape[1]:
        return w.reshape(w.shape[1], w.shape[0], *w.shape[2:]).swapaxes(0, 1)
    return w.swapaxes(0, 1)


def _axes_wrapped(w: np.ndarray) -> np.ndarray:
    """Read w[c, f], beginning anew where an index runs over the end."""
    f, c = np.ogrid[: w.shape[0], : w.shape[1]]
    return w[c % w.shape[0], f % w.shape[1]]


def _without(w: np.ndarray, at: int) -> np.ndarray:
    w = np.array(w, np.float64)
    w[:, :, at], w[..., at] = 0, 0
    return w


def _every_channel_with_every_slice(a: Given) -> np.ndarray:
    depth, n = a.w.shape[1], len(a.x)
    x = np.asarray(a.x, np.float64).reshape(n, -1, depth, *a.x.shape[2:])
    return np.repeat(x.sum(axis=2), depth, axis=1)


CHANNEL_MISTAKES = (
    Misconception(
        "one-channel-only",
        "One channel only has an effect on your output. A filter is as deep as the picture: add "
        "up over all channels.",
        bends=(
            _keep(lambda w: np.s_[:, 0]),
            _keep(lambda w: np.s_[:, -1]),
        ),
    ),
    Misconception(
        "three-channels-assumed",
        "You add up three channels. There are `w.shape[1]` of them: try one, and try four.",
        bends=(_drop(lambda w: np.s_[:, 3:]),),
    ),
    Misconception(
        "a-channel-is-skipped",
        "The first or the last channel is never used. `c` runs from 0 to `w.shape[1] - 1`.",
        bends=(_drop(lambda w: np.s_[:, 0]), _drop(lambda w: np.s_[:, -1])),
    ),
    Misconception(
        "one-slice-for-all-channels",
        "Every channel is multiplied by the same slice of the filter. Channel c has its own: "
        "`w[f, c]`.",
        bends=(
            bend(w=lambda a: np.broadcast_to(a.w[:, :1], a.w.shape)),
            bend(w=lambda a: np.broadcast_to(a.w[:, -1:], a.w.shape)),
            bend(w=lambda a: np.broadcast_to(a.w.mean(axis=1, keepdims=True), a.w.shape)),
            bend(x=_every_channel_with_every_slice),
        ),
    ),
    Misconception(
        "channels-reversed",
        "The slices of the filter meet the channels in reverse order: `w[f, c]` belongs to channel "
        "c.",
        bends=(bend(w=lambda a: a.w[:, ::-1]),),
    ),
    Misconception(
        "channels-averaged",
        "You average over the channels. Add up; do not divide.",
        bends=(bend(w=lambda a: a.w / a.w.shape[1]),),
    ),
    Misconception(
        "mean-instead-of-sum",
        "The products are averaged. Add up; do not divide by the number of taps.",
        bends=(
            bend(w=lambda a: a.w / (a.w.shape[1] * a.k[0] * a.k[1])),
            bend(w=lambda a: a.w / (a.k[0] * a.k[1])),
        ),
    ),
    Misconception(
        "forgets-the-sum-over-channels",
        "The channels are kept apart. One filter has the shape (C, KH, KW) and gives *one* number "
        "at each place: add up over c as well.",
        wrong=(lambda *args, **kwargs: _channels_kept(*args, **kwargs),),
    ),
)


def _channels_kept(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    a = Given(x, w, b, stride, padding, dilation, groups)
    seen = windows(a.padded.astype(float), a.k, stride, dilation)
    n, c, oh, ow, kh, kw = seen.shape
    seen = seen.reshape(n, groups, c // groups, oh, ow, kh, kw)
    taps = w.reshape(groups, len(w) // groups, c // groups, kh, kw)
    y = np.einsum("ngcijuv,gfcuv->ngfcij", seen, taps).reshape(n, len(w), -1, oh, ow)
    return y if b is None else y + b[:, None, None, None]
