"""What the layers of a network cost: bars of time, and of memory beside them."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnkit.errors import ParameterError, ShapeError
from cnnkit.plotting.colours import LINES
from cnnkit.units import BYTES, SECONDS, unit_for

ROW = 0.23  # inches
WORTH_A_BAR = 0.005  # share of the time below which no figure stands beside a bar


def profile(profile: Any, *, most: int = 30, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw time (left) and memory (right) of a training step, one row a layer, the first on top.

    Parameters
    ----------
    profile : Profile
        What ``cnnkit.training.profile`` returned, or its ``grouped()``.
    most : int
        How many rows are drawn. Of a network with more layers, those that take the least time are
        added up in a last row.
    axes : two matplotlib.axes.Axes, optional
        Where to draw; by default side by side on a new figure.

    Returns
    -------
    list of matplotlib.axes.Axes
        Left, forward is dark, and backward, hatched, goes on from it; the figure beside them is the
        layer's share of the whole. Right, what the layer keeps for the backward pass is dark, and
        the most that it fetched at one time is hatched. ``profile.alt`` says it in words.

    Raises
    ------
    ParameterError
        If there is no layer in it, or ``most`` is less than 2.
    ShapeError
        If ``axes`` are not two.

    Examples
    --------
    >>> import numpy as np
    >>> from cnnkit.models import lenet5
    >>> from cnnkit.plotting import show
    >>> from cnnkit.training import profile as measure
    >>> found = measure(lenet5(), np.zeros((4, 1, 28, 28), np.float32), repeats=1)
    >>> left, right = profile(found)
    >>> [name.get_text() for name in left.get_yticklabels()][:3]
    ['conv1', 'relu1', 'pool1']
    >>> picture = show([left, right], alt=found.alt)
    """
    rows = _rows(profile, most)
    names = [row.name for row in rows]
    left, right = _two(axes, len(rows), max(map(len, names)))
    _draw_time(left, rows)
    _draw_memory(right, rows)
    places = range(len(rows))
    left.set_yticks(places, names, fontsize=8)
    right.set_yticks(places, [""] * len(rows))
    for ax in (left, right):
        ax.set_ylim(len(rows) - 0.4, -0.6)  # the first layer on top
        ax.tick_params(axis="x", labelsize=8)
        ax.tick_params(axis="y", length=0)
        ax.spines[["top", "right"]].set_visible(False)
        ax.grid(axis="x", alpha=0.3)
        ax.set_axisbelow(True)
        ax.legend(frameon=False, ncols=2, loc="lower left", bbox_to_anchor=(0, 1), fontsize=8)
    return [left, right]


def _rows(profile: Any, most: int) -> list[Any]:
    """Return what is drawn: the layers in order, what is too little, and what no layer took."""
    rows = [row for row in getattr(profile, "rows", ()) if hasattr(row, "forward")]
    if not rows:
        raise ParameterError(
            "profile",
            received="a profile without layers",
            expected="at least one layer",
            fix="Draw what cnnkit.training.profile returned",
        )
    if most < 2:
        raise ParameterError(
            "profile",
            received=f"most={most}",
            expected="2 rows or more",
            fix="Leave it at 30, or draw profile.grouped()",
        )
    dear = sorted(rows, key=lambda row: row.forward + row.backward)[-(most - 1) :]
    if len(rows) > most:
        kept_apart = {id(row) for row in dear}
        others = [row for row in rows if id(row) not in kept_apart]
        rows = [row for row in rows if id(row) in kept_apart]
        peaks = [row.peak for row in others if row.peak is not None]
        rows.append(
            SimpleNamespace(
                name=f"{len(others)} other layers",
                forward=sum(row.forward for row in others),
                backward=sum(row.backward for row in others),
                kept=sum(row.kept for row in others),
                peak=max(peaks, default=None),
            )
        )
    between = profile.between_forward, profile.between_backward
    if sum(between) > WORTH_A_BAR * profile.seconds:
        rows.append(
            SimpleNamespace(
                name="(between layers)", forward=between[0], backward=between[1], kept=0, peak=0
            )
        )
    return rows


def _two(axes: Sequence[Axes] | None, rows: int, letters: int) -> Sequence[Axes]:
    if axes is None:
        size = 5.6 + 0.065 * letters, 1.0 + ROW * rows
        figure = Figure(figsize=size, layout="constrained")
        return [figure.add_subplot(1, 2, place) for place in (1, 2)]
    if len(axes) != 2:
        raise ShapeError(
            "profile",
            received=f"{len(axes)} axes",
            expected="two, for time and for memory",
            fix="Write axes=panels(2)",
        )
    return axes


def _draw_time(ax: Axes, rows: list[Any]) -> None:
    unit, size = unit_for(SECONDS, max(row.forward + row.backward for row in rows))
    forward = [row.forward / size for row in rows]
    backward = [row.backward / size for row in rows]
    places = range(len(rows))
    ax.barh(places, forward, 0.7, color=LINES[0], label="forward")
    ax.barh(places, backward, 0.7, forward, label="backward", **_hatched(LINES[1]))
    whole = sum(forward) + sum(backward)
    ends = [one + other for one, other in zip(forward, backward, strict=True)]
    for place, end in zip(places, ends, strict=True):
        if end > WORTH_A_BAR * whole:
            share = f" {end / whole:.0%}".replace("%", " %")
            ax.text(end, place, share, va="center", fontsize=7)
    ax.set_xlim(0, 1.18 * max(ends) or 1)  # room for the shares
    ax.set_xlabel(f"time ({unit})")


def _draw_memory(ax: Axes, rows: list[Any]) -> None:
    measured = any(row.peak is not None for row in rows)
    largest = max(max(row.kept, row.peak or 0) for row in rows)
    unit, size = unit_for(BYTES, largest)
    height = 0.35 if measured else 0.7
    places = [n - (0.18 if measured else 0) for n in range(len(rows))]
    ax.barh(places, [row.kept / size for row in rows], height, color=LINES[0], label="kept")
    if measured:
        below = [n + 0.18 for n in range(len(rows))]
        peaks = [(row.peak or 0) / size for row in rows]
        ax.barh(below, peaks, height, label="peak", **_hatched(LINES[3]))
    ax.set_xlim(0, 1.05 * largest / size or 1)
    ax.set_xlabel(f"memory ({unit})")


def _hatched(colour: str) -> dict[str, Any]:
    return {"facecolor": "white", "edgecolor": colour, "hatch": "//////", "linewidth": 0.8}
