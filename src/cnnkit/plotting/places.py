"""Where a window stands: a row of pixels, and under it each place of the window."""

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cnnkit.errors import ParameterError
from cnnkit.plotting.colours import ACCENT, LINES
from cnnkit.plotting.figure import new_axes

CELL = 0.36  # inches
MOST = 40  # pixels, or places


def places(
    n: int,
    starts: Iterable[int],
    taps: Iterable[int],
    *,
    padding: int = 0,
    ax: Axes | None = None,
) -> Axes:
    """Draw a row of pixels with its frame, and one line for each place of a window.

    Positions are counted in the padded row, from 0; the frame is grey. A dot marks a pixel that a
    tap meets, and a line joins the taps of one window. What lies beyond the last window is crossed
    out.

    Parameters
    ----------
    n : int
        How many pixels the row has.
    starts : iterable of int
        Where the window starts, one number for each place.
    taps : iterable of int
        How far from its start the taps of a window lie: ``range(3)``, or ``range(0, 5, 2)`` for
        three taps that are two pixels apart.
    padding : int
        How many zeros are put before the row, and as many after it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ParameterError
        If there is nothing to draw, or too much, or if a window leaves the row.

    Examples
    --------
    >>> ax = places(7, starts=range(0, 5, 2), taps=range(3))
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['place 0', 'place 1', 'place 2']
    """
    starts, taps = [int(start) for start in starts], [int(tap) for tap in taps]
    length = n + 2 * padding
    last = max(starts) + max(taps, default=0) if starts else -1
    if not 1 <= length <= MOST or len(starts) > MOST or padding < 0 or not taps:
        raise ParameterError(
            "places",
            received=f"{length} pixels with the padding, {len(starts)} places, {len(taps)} taps",
            expected=f"1 to {MOST} pixels, at most {MOST} places, and at least one tap",
            fix="Draw a shorter row",
        )
    if min([*starts, *taps]) < 0 or last >= length:
        raise ParameterError(
            "places",
            received=f"a tap at position {last if last >= length else min([*starts, *taps])}",
            expected=f"windows inside the row, from 0 to {length - 1}",
            fix="Take fewer places, a smaller window, or more padding",
        )
    if ax is None:
        ax = new_axes(max(2.5, CELL * length + 1.2), max(1.2, CELL * (len(starts) + 2)))
    for at in range(length):
        inside = padding <= at < padding + n
        dropped = bool(starts) and at > last
        cell = Rectangle(
            (at - 0.5, -0.5),
            1,
            1,
            facecolor="white" if inside else "0.85",
            edgecolor="0.3",
            hatch="xxx" if dropped else None,
        )
        ax.add_patch(cell)
        if not dropped:
            ax.text(at, 0, str(at), ha="center", va="center", fontsize=8)
    for line, start in enumerate(starts, start=1):
        ends = start + min(taps), start + max(taps)
        ax.plot(ends, [line, line], "-", color=ACCENT, linewidth=2, solid_capstyle="round")
        met = [start + tap for tap in taps]
        ax.plot(met, [line] * len(met), "o", color=LINES[0], markersize=7)
    ax.set(xlim=(-0.6, length - 0.4), ylim=(len(starts) + 0.6, -0.6))
    ax.set_yticks(range(1, len(starts) + 1), [f"place {i}" for i in range(len(starts))], fontsize=8)
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.set_aspect("equal")
    for side in ax.spines.values():
        side.set_visible(False)
    return ax
