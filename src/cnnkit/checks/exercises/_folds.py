"""What goes wrong where columns are added back."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnkit.checks.exercises._bends import bender
from cnnkit.checks.exercises._columns import Folded, added
from cnnkit.checks.exercises._conv import pair

_bend = bender(Folded)


def read_as(order: Callable[[tuple[int, ...]], tuple[int, ...]], *axes: int):
    """Return a bend that reads the columns as if their axes stood in another order."""

    def cols(a: Folded) -> np.ndarray:
        n, c, kh, kw, oh, ow = a.size
        read = np.asarray(a.cols, np.float64).reshape(order(a.size))
        return read.transpose(axes).reshape(n, c * kh * kw, oh * ow).astype(a.kind)

    return _bend(cols=cols)


def turned(turn: Callable[[np.ndarray], np.ndarray]):
    """Return a bend that changes the columns, as (N, C, KH, KW, OH, OW)."""
    return _bend(cols=lambda a: turn(a.parts).reshape(np.shape(a.cols)).astype(a.kind))


def folding(wrong: Callable[[Folded], np.ndarray]):
    """Return a col2im that does it in this way."""

    def answer(*args, **named) -> np.ndarray:
        a = Folded(*args, **named)
        return wrong(a).astype(a.kind)

    return answer


def by_places(a: Folded, put: Callable[[np.ndarray, np.ndarray], Any]) -> np.ndarray:
    """Put the columns back place by place."""
    parts, out, (sh, sw) = a.parts, a.frame, pair(a.stride)
    _, _, kh, kw, oh, ow = parts.shape
    for i, j in np.ndindex(oh, ow):
        put(out[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw], parts[..., i, j])
    return a.inner(out)


def replace(target: np.ndarray, values: np.ndarray) -> None:
    """Keep what came last."""
    target[...] = values


def keep(target: np.ndarray, values: np.ndarray) -> None:
    """Keep what came first."""
    target[...] = np.where(target == 0, values, target)


def largest(target: np.ndarray, values: np.ndarray) -> None:
    """Keep the largest."""
    np.maximum(target, values, out=target)


def averaged(a: Folded) -> np.ndarray:
    """Divide by the number of windows that meet."""
    counts = added(Folded(np.ones_like(a.cols), *_rest(a)))
    return a.inner(added(a) / np.maximum(counts, 1))


def by_the_window(a: Folded) -> np.ndarray:
    """Divide by the number of taps."""
    return a.inner(added(a)) / (a.size[2] * a.size[3])


def _rest(a: Folded) -> tuple:
    return a.shape, a.k, a.stride, a.padding


def cut_from(a: Folded, top: int, left: int) -> np.ndarray:
    """Cut the size of the pictures out, from another place on."""
    return added(a)[:, :, top : top + a.shape[2], left : left + a.shape[3]]


def exchanged(a: Folded) -> np.ndarray:
    """Take u for v and v for u: an index too far where the window is not square."""
    n, c, kh, kw, oh, ow = a.size
    if kh != kw:
        raise IndexError("the index is out of bounds")
    cols = a.parts.swapaxes(2, 3).reshape(n, c * kh * kw, oh * ow)
    return a.inner(added(Folded(cols, *_rest(a))))


def as_far_as_windows_go(a: Folded) -> np.ndarray:
    """End the padded pictures where the last window ends."""
    (_, _, kh, kw, oh, ow), (sh, sw) = a.size, pair(a.stride)
    padded = added(a)[:, :, : (oh - 1) * sh + kh, : (ow - 1) * sw + kw]
    return a.inner(padded)


def minus_zero(a: Folded) -> np.ndarray:
    """Cut p off the end by a negative index, which is nothing for p = 0."""
    (ph, pw), out = pair(a.padding), added(a)
    return out[:, :, ph:-ph, pw:-pw]


def minus_zero_of_one(a: Folded) -> np.ndarray:
    """Do so wherever there is any padding."""
    return minus_zero(a) if any(pair(a.padding)) else added(a)


def inner(a: Folded, p: int) -> np.ndarray:
    """Cut p rows and p columns off at each end."""
    out = added(a)
    return out[:, :, p : out.shape[2] - p, p : out.shape[3] - p]


def rows_only(a: Folded) -> np.ndarray:
    """Leave the margins at the left and the right."""
    ph = pair(a.padding)[0]
    return added(a)[:, :, ph : ph + a.shape[2]]


def columns_only(a: Folded) -> np.ndarray:
    """Leave the margins above and below."""
    pw = pair(a.padding)[1]
    return added(a)[..., pw : pw + a.shape[3]]


def no_stride(a: Folded) -> np.ndarray:
    """Put the windows back one pixel apart."""
    return a.inner(added(a, steps=(1, 1)))


def one_stride(a: Folded, at: int) -> np.ndarray:
    """Use one of the two strides for both directions."""
    step = pair(a.stride)[at]
    return a.inner(added(a, steps=(step, step)))


def strides_swapped(a: Folded) -> np.ndarray:
    """Use the stride of the rows for the columns, and the other way round."""
    down, right = pair(a.stride)
    return a.inner(added(a, steps=(right, down)))


def spread(a: Folded) -> np.ndarray:
    """Multiply the stride into the index of the tap."""
    parts, out, (sh, sw) = a.parts, a.frame, pair(a.stride)
    _, _, kh, kw, oh, ow = parts.shape
    for u, v in np.ndindex(kh, kw):
        target = out[:, :, u * sh : u * sh + oh, v * sw : v * sw + ow]
        if target.shape[2:] != (oh, ow):
            raise ValueError("operands could not be broadcast together")
        target += parts[:, :, u, v]
    return a.inner(out)


def without_margins(a: Folded, clip: bool = False) -> np.ndarray:
    """Add up in pictures without padding: wrap around, as negative indices do, or ``clip``."""
    (ph, pw), out = pair(a.padding), np.zeros(a.shape)
    parts, (sh, sw) = a.parts, pair(a.stride)
    last = a.shape[2] - 1, a.shape[3] - 1
    for u, v, i, j in np.ndindex(*parts.shape[2:]):
        at = i * sh + u - ph, j * sw + v - pw
        if clip:
            at = tuple(min(max(here, 0), end) for here, end in zip(at, last, strict=True))
        if at[0] <= last[0] and at[1] <= last[1]:
            out[:, :, at[0], at[1]] += parts[:, :, u, v, i, j]
    return out


def only(where) -> Callable[..., tuple]:
    """Return a bend that leaves of the columns (N, C, KH, KW, OH, OW) what lies there."""

    def kept(parts: np.ndarray) -> np.ndarray:
        out = np.zeros_like(parts)
        out[where] = parts[where]
        return out

    return turned(kept)
