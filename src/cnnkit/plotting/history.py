"""How a training run went."""

from collections.abc import Mapping
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from cnnkit.errors import ParameterError
from cnnkit.plotting.colours import LINES
from cnnkit.plotting.figure import new_axes


def history(
    history: Any, what: Literal["loss", "accuracy"] = "loss", *, ax: Axes | None = None
) -> Axes:
    """Draw loss or accuracy over the epochs, in training and, where there is one, in validation.

    Parameters
    ----------
    history : History or mapping
        What ``fit`` returned: lists ``loss``, ``accuracy``, ``val_loss`` and ``val_accuracy``
        with one number an epoch, as attributes or as keys.
    what : "loss" or "accuracy"
        Which to draw.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; training is a solid line with dots, validation a dashed one with squares.

    Raises
    ------
    ParameterError
        If ``what`` is something else, or no epoch is recorded.

    Examples
    --------
    >>> ax = history({"loss": [2.3, 1.1, 0.7], "val_loss": [1.6, 0.9, 0.8]})
    >>> [line.get_label() for line in ax.lines]
    ['training', 'validation']
    """
    if what not in ("loss", "accuracy"):
        raise ParameterError(
            "history",
            received=f"what={what!r}",
            expected='"loss" or "accuracy"',
            fix='Write history(h, "accuracy")',
        )
    curves = [("training", what, "o-"), ("validation", f"val_{what}", "s--")]
    ax = new_axes() if ax is None else ax
    drawn = 0
    for (label, name, style), colour in zip(curves, LINES, strict=False):
        values = list(_part(history, name))
        if values:
            epochs = range(1, len(values) + 1)
            ax.plot(epochs, values, style, color=colour, label=label, markersize=4)
            drawn += 1
    if not drawn:
        raise ParameterError(
            "history",
            received=f"a history without {what}",
            expected="at least one epoch",
            fix="Draw the history that fit returned",
        )
    ax.set_xlabel("epoch")
    ax.set_ylabel(what)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(alpha=0.3)
    ax.legend(frameon=False)
    return ax


def _part(history: Any, name: str) -> Any:
    part = history.get(name) if isinstance(history, Mapping) else getattr(history, name, None)
    return part if part is not None else ()
