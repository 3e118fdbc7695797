"""One-dimensional signals."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cnnkit.backend import to_numpy
from cnnkit.errors import ShapeError, describe
from cnnkit.plotting.colours import LINES
from cnnkit.plotting.figure import new_axes

STYLES = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"))


def signal(x: Any, *, label: str | None = None, start: int = 0, ax: Axes | None = None) -> Axes:
    """Draw a signal: one mark a sample, joined by a line. Call again with ``ax`` to add another.

    Each new signal has its own marks and its own line, so that no one needs the colours.

    Parameters
    ----------
    x : array-like
        Of shape (N,).
    label : str, optional
        Its name in the legend.
    start : int
        Where the first sample stands.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ShapeError
        If ``x`` is not one-dimensional, or is empty.

    Examples
    --------
    >>> ax = signal([0, 1, 1, 0], label="x")
    >>> ax = signal([1, 0, -1], label="y", ax=ax)
    >>> len(ax.lines)
    2
    """
    x = to_numpy(x).astype(float)
    if x.ndim != 1 or not x.size:
        raise ShapeError(
            "signal",
            received=describe(x),
            expected="a signal of shape (N,)",
            fix="Choose one row or one channel",
        )
    if ax is None:
        ax = new_axes(6.0, 2.5)
        ax.grid(axis="y", alpha=0.4)
    n = len(ax.lines)
    line, mark = STYLES[n % len(STYLES)]
    many = len(x) > 60
    places = range(start, start + len(x))
    colour = LINES[n % len(LINES)]
    ax.plot(places, x, line, marker=None if many else mark, color=colour, label=label)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if label:
        ax.legend(frameon=False)
    return ax
