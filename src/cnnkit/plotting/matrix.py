"""A small image with its numbers written in the pixels, and a window laid over it."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.plotting.colours import ACCENT, colours_for, ink_on
from cnnkit.plotting.figure import new_axes

CELL = 0.5  # inches
MOST_NUMBERS = 1000
MOST_TICKS = 16


def number(value: float, digits: int = 3) -> str:
    """Write a number as briefly as a table wants it.

    Parameters
    ----------
    value : float
        Any number.
    digits : int
        How many digits count.

    Returns
    -------
    str
        The number without idle zeros; the minus is the long one, and zero has none.

    Examples
    --------
    >>> number(2.1000000000000005), number(-0.5), number(3.0), number(1234567.0)
    ('2.1', '−0.5', '3', '1.23e+06')
    """
    text = f"{value:.{digits}g}"
    return "0" if text == "-0" else text.replace("-", "−", 1) if value < 0 else text


def matrix(x: Any, values: bool = True, *, scale: Any = None, ax: Axes | None = None) -> Axes:
    """Draw a matrix as a grid of cells, coloured by its numbers, with the numbers in them.

    Black is the least and white the greatest; where a number is negative, grey is 0.

    Parameters
    ----------
    x : array-like
        Of shape (H, W), or (W,) for a single row.
    values : bool
        Whether to write the numbers; up to 1,000 of them.
    scale : array-like, optional
        Other numbers whose least and greatest are black and white, so that two matrices can be
        compared.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, with row and column numbers from 0.

    Raises
    ------
    ShapeError
        If ``x`` is not a matrix, or is empty.
    ParameterError
        If there are too many numbers to write.

    Examples
    --------
    >>> ax = matrix([[0, 0.25], [0.5, 1]])
    >>> [text.get_text() for text in ax.texts]
    ['0', '0.25', '0.5', '1']
    """
    x = to_numpy(x).astype(float)
    if x.ndim == 1:
        x = x[None]  # (W,) -> (1, W)
    if x.ndim != 2 or not x.size:
        raise ShapeError(
            "matrix",
            received=describe(x),
            expected="numbers of shape (H, W) or (W,)",
            fix="Choose one image and one channel: x[n, c]",
        )
    if values and x.size > MOST_NUMBERS:
        raise ParameterError(
            "matrix",
            received=f"{x.size:,} numbers to write",
            expected=f"at most {MOST_NUMBERS:,}",
            fix="Draw a part of it, or write matrix(x, values=False)",
        )
    h, w = x.shape
    if ax is None:
        cell = CELL if values else min(CELL, 5 / max(h, w))
        ax = new_axes(max(1.5, cell * w + 0.5), max(1.0, cell * h + 0.5))
    map, limits = colours_for(x if scale is None else to_numpy(scale).astype(float))
    ax.imshow(x, cmap=map, norm=limits)
    for i, j in np.ndindex(h, w) if values else ():
        ink = ink_on(map(limits(x[i, j])))
        ax.text(j, i, number(x[i, j]), ha="center", va="center", color=ink, fontsize=9)
    ax.set_xticks(range(0, w, 1 if w <= MOST_TICKS else 5))
    ax.set_yticks(range(0, h, 1 if h <= MOST_TICKS else 5))
    ax.tick_params(length=0, labelsize=8, top=True, labeltop=True, bottom=False, labelbottom=False)
    for i in range(1, h):
        ax.axhline(i - 0.5, color="0.5", linewidth=0.5)
    for j in range(1, w):
        ax.axvline(j - 0.5, color="0.5", linewidth=0.5)
    return ax


def window(
    x: Any,
    top: int,
    left: int,
    kh: int,
    kw: int,
    *,
    values: bool = True,
    scale: Any = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a matrix with a window over it: the cells that one output looks at.

    Parameters
    ----------
    x : array-like
        Of shape (H, W), or (W,) for a single row.
    top, left : int
        The window's first row and column.
    kh, kw : int
        The window's height and width.
    values : bool
        Whether to write the numbers.
    scale : array-like, optional
        As in `matrix`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ParameterError
        If the window does not lie inside the matrix.

    Examples
    --------
    >>> ax = window(np.zeros((6, 6)), 1, 0, 3, 3)
    >>> ax.patches[-1].get_xy()
    (-0.5, 0.5)
    """
    h, w = np.atleast_2d(to_numpy(x)).shape[-2:]
    if min(top, left) < 0 or min(kh, kw) < 1 or top + kh > h or left + kw > w:
        raise ParameterError(
            "window",
            received=f"a window of {kh} × {kw} from row {top}, column {left}",
            expected=f"a window inside {h} × {w}",
            fix=f"Rows can start at 0 to {h - kh}, columns at 0 to {w - kw}"
            if kh <= h and kw <= w
            else "Take a smaller window",
        )
    ax = matrix(x, values, scale=scale, ax=ax)
    for colour, width in (("white", 5), (ACCENT, 2.5)):  # a white rim shows it on any grey
        frame = Rectangle((left - 0.5, top - 0.5), kw, kh, fill=False, edgecolor=colour)
        frame.set(linewidth=width, joinstyle="miter", clip_on=False, zorder=3)
        ax.add_patch(frame)
    return ax
