"""Pooling, and the means to do one thing of it wrong.

The right way is `pool`. A mistake is a *bend* where it can be: it changes the arguments and leaves
the arithmetic alone, so that two mistakes can be made at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from cnnkit.checks.exercises._bends import bender
from cnnkit.checks.exercises._conv import pair
from cnnkit.checks.exercises._windows import OUTPUT_MISTAKES
from cnnkit.checks.spec import Call, Misconception

POOL_YOURSELF = "here you write the pooling yourself"
FORBIDDEN = {
    "scipy": POOL_YOURSELF,
    "skimage": POOL_YOURSELF,
    "torch": POOL_YOURSELF,
    "cv2": POOL_YOURSELF,
    "cnnkit.functional": POOL_YOURSELF,
    "cnnkit.functional.geometry": "",  # where `output_size` of chapter 03 comes from
    "cnnkit.layers": POOL_YOURSELF,
    "cnnkit.models": POOL_YOURSELF,
    "cnnkit.widgets": POOL_YOURSELF,
    "cnnkit.mine.answers": POOL_YOURSELF,
}
MODES = ("max", "avg", "sum")
REDUCE: dict[str, Callable[..., np.ndarray]] = {
    "max": np.nanmax,
    "avg": np.nanmean,
    "sum": np.nansum,
}
"""A NaN stands for a pixel that is not there: where a window hangs over the edge."""


@dataclass(frozen=True)
class Given:
    """The arguments of a pooling, and what follows from them."""

    x: Any
    k: Any
    stride: Any = None
    mode: str = "max"

    @property
    def sides(self) -> tuple[int, int]:
        """The sides of the window."""
        return pair(self.k)

    @property
    def steps(self) -> tuple[int, int]:
        """The stride as a pair."""
        return self.sides if self.stride is None else pair(self.stride)

    @property
    def places(self) -> tuple[int, int]:
        """The size of the output."""
        return tuple(
            (n - k) // s + 1
            for n, k, s in zip(np.shape(self.x)[2:], self.sides, self.steps, strict=True)
        )

    def cut(self, rows: int, columns: int) -> np.ndarray:
        """Return the first rows and columns of the picture; it must have so many."""
        if rows > self.x.shape[2] or columns > self.x.shape[3]:
            raise IndexError("the window leaves the picture")
        return self.x[:, :, :rows, :columns]


def windows(a: Given) -> np.ndarray:
    """Return every window, as a view (N, C, OH, OW, KH, KW)."""
    x = np.asarray(a.x, np.float64)
    view = np.lib.stride_tricks.sliding_window_view(x, a.sides, axis=(2, 3))
    return view[:, :, :: a.steps[0], :: a.steps[1]]


def pool(x, k, stride=None, mode="max"):
    """y[n, c, i, j] = max, mean or sum over u, v of x[n, c, i s + u, j s + v]."""
    a = Given(x, k, stride, mode)
    if mode not in MODES:
        raise ValueError("unknown mode")
    if min(a.places) <= 0:
        return np.zeros((*np.shape(x)[:2], *a.places))  # an error where a size is negative
    return REDUCE[mode](windows(a), axis=(4, 5))


def sliced(
    a: Given, places: tuple[int, int], starts: tuple[int, int], sides: tuple[int, int] | None = None
) -> np.ndarray:
    """Cut every window out by slices: what hangs over the edge is cut short, as by NumPy."""
    if a.mode not in MODES:
        raise ValueError("unknown mode")
    x, (kh, kw) = np.asarray(a.x, np.float64), sides or a.sides
    y = np.zeros((*x.shape[:2], *places))
    for i, j in np.ndindex(*places):
        top, left = i * starts[0], j * starts[1]
        seen = x[:, :, top : top + kh, left : left + kw]
        if not seen.size and a.mode == "max":
            raise ValueError("zero-size array to reduction operation maximum which has no identity")
        y[:, :, i, j] = REDUCE[a.mode](seen, axis=(2, 3))
    return y


def given(call: Call) -> Given:
    """Return the arguments of one call."""
    return Given(*call.args, **call.kwargs)


bend = bender(Given)


def wrong(imitation: Callable[[Given], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a wrong implementation that is handed all the arguments as one."""

    def answer(*args, **kwargs) -> np.ndarray:
        a = Given(*args, **kwargs)
        if a.mode not in MODES:
            raise ValueError("unknown mode")
        return imitation(a)

    return answer


def after(spoil: Callable[[np.ndarray], np.ndarray]) -> Callable[..., np.ndarray]:
    """Return a pooling whose result is spoilt; it is tried with every bend, not with spoils."""
    return lambda *args, **kwargs: spoil(pool(*args, **kwargs))


def pictures(shape: tuple[int, ...], dtype: DTypeLike = np.float64, below: bool = False):
    """Return a drawing of pictures without ties; all numbers are negative with ``below``."""

    def draw(rng: np.random.Generator) -> np.ndarray:
        if np.dtype(dtype).kind in "iu":
            return rng.integers(100, 250, shape).astype(dtype)
        x = rng.normal(size=shape) + 0.3
        return (-np.abs(x) - 0.1 if below else x).astype(dtype)

    return draw


OTHER = ("negatives-lost",)
RESULT_MISTAKES = tuple(
    Misconception(mistake.id, mistake.hint, spoils=mistake.spoils)
    for mistake in OUTPUT_MISTAKES
    if mistake.id not in OTHER
)
"""What can go wrong with any output."""

SIGN_LOST = Misconception(
    "negatives-lost",
    "Negative numbers have lost their sign or become 0. They may be there, and they may win.",
    spoils=(np.abs, lambda y: np.maximum(y, 0), lambda y: np.clip(y, 0, 255)),
)
