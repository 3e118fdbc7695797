"""What goes wrong with groups of channels, and with sides that differ."""

from collections.abc import Callable

import numpy as np

from cnnkit.checks.exercises._conv import Given, after, bend, conv2d, windows
from cnnkit.checks.spec import Misconception


def _placed(a: Given, start: Callable[[int, int, int], int]) -> np.ndarray:
    """Return filters over all channels that do what these do from channel ``start(f, F, C/G)``."""
    f, depth = a.w.shape[:2]
    out = np.zeros((f, a.x.shape[1], *a.k))
    for at in range(f):
        first = start(at, f, depth)
        if first + depth > a.x.shape[1]:
            raise IndexError("the group leaves the picture")
        out[at, first : first + depth] = a.w[at]
    return out


def _from_channel(start: Callable[[int, int, int, int], int]):
    return bend(
        w=lambda a: _placed(a, lambda at, f, depth: start(at, f, depth, a.groups)),
        groups=lambda a: 1,
    )


def _dealt_out(a: Given) -> np.ndarray:
    """Give channel c to group c % groups."""
    c = a.x.shape[1]
    return a.x[:, np.arange(c).reshape(c // a.groups, a.groups).T.ravel()]


def _repeated(a: Given) -> np.ndarray:
    return np.tile(a.w, (1, a.groups, 1, 1))


GROUP_MISTAKES = (
    Misconception(
        "groups-ignored",
        "`groups` has no effect: every filter looks at the same channels. The filters of group g "
        "look at the channels of group g.",
        bends=(
            bend(x=lambda a: a.x[:, : a.w.shape[1]], groups=lambda a: 1),
            bend(w=_repeated, groups=lambda a: 1),
            bend(x=lambda a: a.x[:, -a.w.shape[1] :], groups=lambda a: 1),
        ),
    ),
    Misconception(
        "groups-dealt-out-like-cards",
        "Filters or channels are dealt out one by one (`f % groups`). A group is a run of "
        "neighbours: filter f belongs to group `f // (F // groups)`.",
        bends=(
            _from_channel(lambda f, filters, depth, groups: f % groups * depth),
            bend(x=_dealt_out),
            _from_channel(lambda f, filters, depth, groups: f // groups * depth),
        ),
    ),
    Misconception(
        "wrong-start-of-a-group",
        "The channels of group g begin at `g * (C // groups)`: count whole groups of channels.",
        bends=(
            _from_channel(lambda f, filters, depth, groups: f * groups // filters),
            _from_channel(lambda f, filters, depth, groups: f * groups // filters * groups),
            _from_channel(
                lambda f, filters, depth, groups: (groups - 1 - f * groups // filters) * depth
            ),
        ),
    ),
)


def _only_first(y: np.ndarray) -> np.ndarray:
    out = np.zeros_like(y)
    out[:, :, :1] = y[:, :, :1]
    return out


def _zero_at_the_end(y: np.ndarray) -> np.ndarray:
    out = y.copy()
    out[:, :, -1:], out[..., -1:] = 0, 0
    return out


def _beyond(a: Given, side: int) -> np.ndarray:
    """Return the filter with its taps beyond one of its sides, taken for both, made 0."""
    out = np.array(a.w, np.float64)
    out[:, :, a.k[side] :], out[..., a.k[side] :] = 0, 0
    return out


def _taken_for_both(a: Given, side: int) -> np.ndarray:
    k = a.k[side]
    if k > min(a.k):
        raise IndexError("the loop runs over the end of the filter")
    return a.w[:, :, :k, :k]


def _square_picture(a: Given) -> np.ndarray:
    h, width = a.x.shape[2:]
    if h > width:
        raise IndexError("the loop runs over the end of the picture")
    return a.x[..., :h]


def _width_from_the_height(a: Given) -> np.ndarray:
    """Take as many places to the right as a picture as wide as it is high would have."""
    h, width = a.x.shape[2:]
    if h > width:
        raise IndexError("the loop runs over the end of the picture")
    return a.padded[..., : h + 2 * a.margins[1]]


def _three_at_least(x, w, b, stride=1, padding=0, dilation=1, groups=1):
    """Write the 3 of the example into the size, where the filter has other sides."""
    if w.shape[2:] == (3, 3):
        return conv2d(x, w, b, stride, padding, dilation, groups)
    a = Given(x, w, b, stride, padding, dilation, groups)
    seen = windows(a.padded, (3, 3), stride, dilation)
    return conv2d(seen[..., 0, 0], w[:, :, :1, :1], b, 1, 0, 1, groups)


SIDE_MISTAKES = (
    Misconception(
        "last-position-lost",
        "The last row or column of the output is missing, or 0. How many places has a window of k "
        "in a side of H? Count for H = k: there is one. The formula ends in `+ 1`.",
        wrong=(after(lambda y: y[:, :, :-1]), after(lambda y: y[..., :-1])),
        spoils=(lambda y: y[:, :, :-1, :-1], _zero_at_the_end),
    ),
    Misconception(
        "square-filter-assumed",
        "You use one side of the filter for both. Its height is `w.shape[2]`, its width "
        "`w.shape[3]`: try a filter of 3 rows and 5 columns.",
        bends=(
            bend(w=lambda a: _taken_for_both(a, 0)),
            bend(w=lambda a: _taken_for_both(a, 1)),
            bend(w=lambda a: _beyond(a, 0)),
            bend(w=lambda a: _beyond(a, 1)),
        ),
    ),
    Misconception(
        "square-picture-assumed",
        "You use one side of the picture for both. Height is `x.shape[2]`, width `x.shape[3]`: try "
        "a picture of 4 rows and 9 columns.",
        bends=(
            bend(x=_square_picture),
            bend(x=_width_from_the_height, padding=lambda a: 0),
            bend(x=lambda a: a.x[:, :, : a.x.shape[3]]),
        ),
    ),
    Misconception(
        "size-of-the-example",
        "The 3 of the example is written into the code. The filter has the sides `w.shape[2:]`.",
        wrong=(_three_at_least,),
    ),
    Misconception(
        "height-and-width-swapped",
        "Rows and columns of the output have changed places. The order is N, F, OH, OW: height "
        "first.",
        spoils=(lambda y: y.swapaxes(2, 3),),
        bends=(bend(x=lambda a: a.x.swapaxes(2, 3)),),
    ),
    Misconception(
        "only-the-first-row",
        "Only the first row of the output is filled. Does `return` stand inside a loop, or is a "
        "counter never set back to 0?",
        wrong=(after(_only_first),),
    ),
)
