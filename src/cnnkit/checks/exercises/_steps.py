"""A window that moves in steps over a framed picture, with one thing at a time done wrong.

The right way is `steps`. A mistake is a *bend* where it can be: it changes the arguments and leaves
the arithmetic alone, so that two mistakes can be made at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnkit.checks.exercises._windows import slide
from cnnkit.checks.spec import Misconception


def pair(value: Any) -> tuple[int, int]:
    """Return a setting as (rows, columns)."""
    rows, columns = value if isinstance(value, (tuple, list)) else (value, value)
    return rows, columns


def margins(x: Any, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """Return ``x`` with so many rows and columns of zeros around it; negative numbers cut."""
    x = np.asarray(x)
    h, width = x.shape
    x = x[max(-top, 0) : h - max(-bottom, 0), max(-left, 0) : width - max(-right, 0)]
    rows, columns = (max(top, 0), max(bottom, 0)), (max(left, 0), max(right, 0))
    return np.pad(x, (rows, columns))


def steps(x, w, stride=1, padding=0):
    """z[i, j] = sum over u, v of x[i s + u - p, j s + v - p] w[u, v], zeros outside x."""
    (sh, sw), (ph, pw) = pair(stride), pair(padding)
    x = margins(x, ph, ph, pw, pw)
    rows = (x.shape[0] - np.shape(w)[0]) // sh + 1
    columns = (x.shape[1] - np.shape(w)[1]) // sw + 1
    if min(rows, columns) <= 0:
        return np.zeros((rows, columns))  # an error, unless one is 0: as in a loop over places
    return slide(x, w)[::sh, ::sw]


@dataclass(frozen=True)
class Given:
    """The arguments of one call, and what follows from them."""

    x: Any
    w: Any
    stride: Any = 1
    padding: Any = 0

    @property
    def s(self) -> tuple[int, int]:
        """The stride as a pair."""
        return pair(self.stride)

    @property
    def p(self) -> tuple[int, int]:
        """The padding as a pair."""
        return pair(self.padding)

    @property
    def framed(self) -> np.ndarray:
        """The picture with its zeros around it."""
        return margins(self.x, self.p[0], self.p[0], self.p[1], self.p[1])

    @property
    def places(self) -> tuple[int, int]:
        """The size of the output."""
        rows, columns = (
            (n - k) // s + 1
            for n, k, s in zip(self.framed.shape, self.w.shape, self.s, strict=True)
        )
        return rows, columns

    def cut(self, stride: tuple[int, int], spread: tuple[int, int] = (1, 1)) -> np.ndarray:
        """Return so much of the framed picture that a window has its places, in other steps."""
        rows, columns = (
            (n - 1) * s + (k - 1) * d + 1
            for n, s, k, d in zip(self.places, stride, self.w.shape, spread, strict=True)
        )
        if rows > self.framed.shape[0] or columns > self.framed.shape[1]:
            raise IndexError("the window leaves the picture")
        return self.framed[:rows, :columns]


def bend(change: Callable[[Given], tuple]) -> Callable[..., tuple]:
    """Return a bend that sees all four arguments, also those left out or given by name."""
    return lambda x, w, stride=1, padding=0: change(Given(x, w, stride, padding))


def answer(wrong: Callable[[Given], Any]) -> Callable[..., Any]:
    """Return a wrong answer that can be called as the exercise is."""
    return lambda x, w, stride=1, padding=0: wrong(Given(x, w, stride, padding))


def sliced(a: Given, x: np.ndarray, places: tuple[int, int], stride: tuple[int, int]) -> np.ndarray:
    """Cut every window out of ``x`` by slices: what hangs over the edge is cut short, as by NumPy.

    Such a window may still be multiplied with the filter, where one row or column of it is left.
    """
    (kh, kw), out = a.w.shape, np.zeros(places)
    for i, j in np.ndindex(*places):
        top, left = i * stride[0], j * stride[1]
        out[i, j] = (x[top : top + kh, left : left + kw].astype(float) * a.w).sum()
    return out


def written_apart(a: Given, size: tuple[int, int], every: bool = True) -> np.ndarray:
    """Write each value at the index where its window starts, in an output of ``size``."""
    values, out = slide(a.framed, a.w), np.zeros(size)
    (sh, sw), (rows, columns) = a.s, size
    # the loop counts starts of windows, or else outputs, in steps
    part = (values if every else values[::sh, ::sw])[:rows:sh, :columns:sw]
    out[:rows:sh, :columns:sw][: part.shape[0], : part.shape[1]] = part
    return out


def with_places(count: Callable[[int, int, int, int], int]) -> Callable[..., np.ndarray]:
    """Return an answer with ``count(n, k, s, p)`` places; zeros stand in those too many."""

    def wrong(a: Given) -> np.ndarray:
        values = steps(a.x, a.w, a.stride, a.padding)
        size = [
            max(count(n, k, s, p), 0)
            for n, k, s, p in zip(a.x.shape, a.w.shape, a.s, a.p, strict=True)
        ]
        out = np.zeros(size)
        rows, columns = (min(*both) for both in zip(size, values.shape, strict=True))
        out[:rows, :columns] = values[:rows, :columns]
        return out

    return answer(wrong)


def lifted(mistake: Misconception) -> Misconception:
    """Return a mistake with picture and filter alone, made in steps over a framed picture.

    What spoils a result becomes a wrong answer, which is joined with bends alone: two spoils at a
    time would be too many to try.
    """
    wrong = [
        answer(lambda a, wrong=wrong: np.asarray(wrong(a.framed, a.w))[:: a.s[0], :: a.s[1]])
        for wrong in mistake.wrong
    ]
    spoilt = [
        answer(lambda a, spoil=spoil: spoil(steps(a.x, a.w, a.stride, a.padding)))
        for spoil in mistake.spoils
    ]
    bends = (
        bend(lambda a, change=change: (*change(a.framed, a.w), a.stride, 0))
        for change in mistake.bends
    )
    return Misconception(
        mistake.id, mistake.hint, (*wrong, *spoilt), tuple(bends), symptom=mistake.symptom
    )
