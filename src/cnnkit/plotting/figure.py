"""New figures that no one else holds: nothing is shown twice and nothing stays open."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnkit.errors import ParameterError


def new_axes(width: float = 5.0, height: float = 3.5) -> Axes:
    """Make a figure with one set of axes, outside pyplot's list of figures.

    Parameters
    ----------
    width, height : float
        The figure's size in inches.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the figure is ``axes.figure``.
    """
    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def panels(count: int, *, titles: Sequence[str] = (), size: float = 3.0) -> list[Axes]:
    """Make a figure with several axes side by side, for pictures to be compared.

    Parameters
    ----------
    count : int
        How many.
    titles : sequence of str, optional
        One title for each.
    size : float
        Width and height of one panel, in inches.

    Returns
    -------
    list of matplotlib.axes.Axes
        The axes from left to right. Pass each as ``ax=``, then any of them to `show`.

    Raises
    ------
    ParameterError
        If ``count`` is not positive, or titles do not match it.

    Examples
    --------
    >>> [axes.get_title() for axes in panels(2, titles=["image", "output"])]
    ['image', 'output']
    """
    if count < 1:
        raise ParameterError(
            "panels",
            received=f"count={count}",
            expected="a count of at least 1",
            fix="Ask for one panel a picture",
        )
    if titles and len(titles) != count:
        raise ParameterError(
            "panels",
            received=f"{len(titles)} titles for {count} panels",
            expected="one title a panel, or none",
            fix="Make the list of titles as long as the count",
        )
    figure = Figure(figsize=(size * count, size), layout="constrained")
    axes = [figure.add_subplot(1, count, n + 1) for n in range(count)]
    for ax, title in zip(axes, titles, strict=False):
        ax.set_title(title)
    return axes
