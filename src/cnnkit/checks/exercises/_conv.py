"""Convolution over volumes, and the means to do one thing of it wrong.

The right way is `conv2d`. A mistake is a *bend* where it can be: it changes the arguments and
leaves the arithmetic alone, so that two mistakes can be made at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.checks.exercises._bends import bender
from cnnkit.checks.exercises._windows import BY_HAND, WRITE_THE_SUM
from cnnkit.checks.spec import Call

FORBIDDEN = {
    **BY_HAND,
    "cnnkit.functional.geometry": "",  # where `output_size` of chapter 03 comes from
    "cnnkit.models": WRITE_THE_SUM,
    "cnnkit.widgets": WRITE_THE_SUM,
    "cnnkit.mine.answers": WRITE_THE_SUM,
}
EXPLORERS = (
    "widgets.im2col_explorer.Im2colExplorer",
    "widgets.stepper.Stepper",
    "widgets.volume_explorer.VolumeExplorer",
)
"""What lays out windows or computes a sum of products outside `cnnkit.functional`."""


def pair(value: Any) -> tuple[int, int]:
    """Return a setting as (rows, columns)."""
    rows, columns = value if isinstance(value, (tuple, list)) else (value, value)
    return int(rows), int(columns)


def embedded_at(x: np.ndarray, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """Return ``x`` with so many rows and columns of zeros around it; negative numbers cut."""
    x = np.asarray(x)
    h, width = x.shape[-2:]
    x = x[..., max(-top, 0) : h - max(-bottom, 0), max(-left, 0) : width - max(-right, 0)]
    top, bottom, left, right = (max(side, 0) for side in (top, bottom, left, right))
    h, width = x.shape[-2:]
    out = np.zeros((*x.shape[:-2], top + h + bottom, left + width + right), x.dtype)
    out[..., top : top + h, left : left + width] = x
    return out


def windows(x: np.ndarray, k: tuple[int, int], stride: Any = 1, dilation: Any = 1) -> np.ndarray:
    """Return every window of ``x`` (N, C, H, W), as a view (N, C, OH, OW, KH, KW)."""
    (sh, sw), (dh, dw) = pair(stride), pair(dilation)
    reach = (k[0] - 1) * dh + 1, (k[1] - 1) * dw + 1
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(2, 3))
    return view[:, :, ::sh, ::sw, ::dh, ::dw]


def conv2d(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """y[n, f, i, j] = b[f] + sum over c, u, v of x[n, c, i s + u d, j s + v d] w[f, c, u, v].

    Thousands of mistakes are tried on one wrong answer: every microsecond counts.
    """
    (ph, pw), (sh, sw), (dh, dw) = pair(padding), pair(stride), pair(dilation)
    x = embedded_at(x, ph, ph, pw, pw) if ph or pw else x
    x = np.ascontiguousarray(x, np.float64)
    (n, c, h, width), (f, depth, kh, kw) = x.shape, w.shape
    oh = (h - (kh - 1) * dh - 1) // sh + 1
    ow = (width - (kw - 1) * dw - 1) // sw + 1
    if c != groups * depth or f % groups or min(oh, ow) < 1:
        raise ValueError("pictures and filters do not fit")
    # the channels and the filters are cut into groups: (N, G, C/G, ...) and (G, F/G, C/G, ...)
    sn, sc, si, sj = x.strides
    steps = (sn, depth * sc, sc, sh * si, sw * sj, dh * si, dw * sj)
    seen = np.ndarray((n, groups, depth, oh, ow, kh, kw), x.dtype, x, 0, steps)
    taps = np.asarray(w, np.float64).reshape(groups, f // groups, depth, kh, kw)
    y = np.einsum("ngcijuv,gfcuv->ngfij", seen, taps).reshape(n, f, oh, ow)
    return y if b is None else y + np.asarray(b, np.float64)[:, None, None]


def plus(y: np.ndarray, b: Any) -> np.ndarray:
    """Add one number to each map of (N, F, OH, OW), or nothing where b is None."""
    return y if b is None else y + np.asarray(b)[:, None, None]


@dataclass(frozen=True)
class Given:
    """The arguments of a convolution, and what follows from them."""

    x: Any
    w: Any
    b: Any = None
    stride: Any = 1
    padding: Any = 0
    dilation: Any = 1
    groups: int = 1

    @property
    def steps(self) -> tuple[int, int]:
        """The stride as a pair."""
        return pair(self.stride)

    @property
    def margins(self) -> tuple[int, int]:
        """The padding as a pair."""
        return pair(self.padding)

    @property
    def spread(self) -> tuple[int, int]:
        """The dilation as a pair."""
        return pair(self.dilation)

    @property
    def k(self) -> tuple[int, int]:
        """The sides of the filter."""
        return self.w.shape[2], self.w.shape[3]

    @property
    def reach(self) -> tuple[int, int]:
        """The sides of the window on the picture, dilation included."""
        (kh, kw), (dh, dw) = self.k, self.spread
        return (kh - 1) * dh + 1, (kw - 1) * dw + 1

    @property
    def padded(self) -> np.ndarray:
        """The picture with its zeros around it."""
        rows, columns = self.margins
        return embedded_at(self.x, rows, rows, columns, columns)

    @property
    def places(self) -> tuple[int, int]:
        """The size of the output."""
        (_, _, h, width), (ph, pw) = self.x.shape, self.margins
        (rows, columns), (sh, sw) = self.reach, self.steps
        return (h + 2 * ph - rows) // sh + 1, (width + 2 * pw - columns) // sw + 1

    def cut(self, reach: tuple[int, int]) -> np.ndarray:
        """Return so much of the padded picture that windows of ``reach`` fit once a place."""
        rows, columns = (n + r - 1 for n, r in zip(self.places, reach, strict=True))
        if rows > self.padded.shape[2] or columns > self.padded.shape[3]:
            raise IndexError("the window leaves the picture")
        return self.padded[:, :, :rows, :columns]


def sliced(a: Given, x: np.ndarray, places: tuple[int, int], steps: tuple[int, int]) -> np.ndarray:
    """Cut every window out of ``x`` by slices: what hangs over the edge is cut short, as by NumPy.

    Such a window may still be multiplied with the filter, where one row or column of it is left.
    """
    (f, depth), (dh, dw), (rows, columns) = a.w.shape[:2], a.spread, a.reach
    y = np.zeros((len(x), f, *places))
    for at, i, j in np.ndindex(f, *places):
        top, left, first = i * steps[0], j * steps[1], at // (f // a.groups) * depth
        seen = x[:, first : first + depth, top : top + rows : dh, left : left + columns : dw]
        y[:, at, i, j] = (seen.astype(float) * a.w[at]).sum((1, 2, 3))
    return plus(y, a.b)


def given(call: Call) -> Given:
    """Return the arguments of one call."""
    return Given(*call.args, **call.kwargs)


bend = bender(Given)


def after(spoil: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a convolution whose result is spoilt.

    As a wrong implementation it is tried together with every bend, but not two at a time as spoils
    are: there would be too many.
    """
    return lambda *args, **kwargs: spoil(conv2d(*args, **kwargs))
