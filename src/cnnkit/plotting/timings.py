"""Time against size: how the cost of something grows."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

from cnnkit.errors import ParameterError
from cnnkit.plotting.colours import LINES
from cnnkit.plotting.figure import new_axes
from cnnkit.plotting.signal import STYLES


def timings(
    sizes: Sequence[float],
    curves: Mapping[str, Sequence[float]],
    *,
    xlabel: str = "size",
    ax: Axes | None = None,
) -> Axes:
    """Draw measured times against a size, one curve for each way to do the work.

    Both axes are logarithmic: equal distances are equal factors, and what grows with a power of the
    size is a straight line. Each curve has its own marks and its own line, so that no one needs the
    colours.

    Parameters
    ----------
    sizes : sequence of float
        The sizes, positive.
    curves : mapping
        For each name, its seconds, one for each size. An empty list is left out: what could not be
        measured here.
    xlabel : str
        What the size is.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the times are in milliseconds.

    Raises
    ------
    ParameterError
        If there is nothing to draw, a curve has not one time for each size, or a number is not
        positive.

    Examples
    --------
    >>> ax = timings([8, 16], {"loops": [0.002, 0.008], "GPU": []}, xlabel="side")
    >>> [line.get_label() for line in ax.lines], ax.lines[0].get_ydata().tolist()
    (['loops'], [2.0, 8.0])
    """
    drawn = {name: list(seconds) for name, seconds in curves.items() if len(seconds)}
    wrong = [name for name, seconds in drawn.items() if len(seconds) != len(sizes)]
    if not drawn or wrong:
        lengths = ", ".join(f"{name}: {len(drawn[name])}" for name in wrong)
        raise ParameterError(
            "timings",
            received=f"{len(sizes)} sizes and times of other lengths ({lengths})"
            if wrong
            else "no times at all",
            expected="one time for each size in at least one curve",
            fix="Measure each way once at every size",
        )
    least = min(min(sizes), *(min(seconds) for seconds in drawn.values()))
    if not least > 0:
        raise ParameterError(
            "timings",
            received=f"the number {least:g}",
            expected="sizes and seconds above 0",
            fix="Repeat what is too short to be measured, and divide",
        )
    if ax is None:
        ax = new_axes(5.5, 3.5)
    for n, (name, seconds) in enumerate(drawn.items()):
        line, mark = STYLES[n % len(STYLES)]
        milliseconds = [1000 * second for second in seconds]
        colour = LINES[n % len(LINES)]
        ax.loglog(sizes, milliseconds, line, marker=mark, color=colour, label=name)
    ax.set(xlabel=xlabel, ylabel="milliseconds")
    ax.xaxis.set_major_locator(FixedLocator(list(sizes)))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.grid(alpha=0.3)
    ax.legend(frameon=False)
    return ax
