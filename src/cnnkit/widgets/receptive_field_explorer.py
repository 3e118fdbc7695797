"""Stack layers, and see which input pixels an output depends on, and by how many paths.

The page computes and draws by itself (``receptive_field_explorer.js``); Python holds the same
layers. Where no JavaScript runs, a picture stands in.
"""

from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnnkit.errors import ParameterError, describe
from cnnkit.functional import receptive_field
from cnnkit.plotting import Picture, matrix, show
from cnnkit.widgets.pictured import Pictured, script, style

LIMITS = {"k": (1, 7), "stride": (1, 4), "dilation": (1, 4)}
"""The least and the greatest number that each setting of a layer may have."""

MOST = 5  # layers
DRAWN = 31  # pixels a side that are drawn; more are only counted
NUMBERED = 13  # pixels a side up to which the counts are written


class ReceptiveFieldExplorer(Pictured):
    """The widget that `receptive_field_explorer` makes.

    Attributes
    ----------
    layers : list of [k, stride, dilation]
        The layers, the first one first. What lies outside `LIMITS` is clipped.
    size, jump : int
        The side of the square that an output sees, and how many pixels apart two neighbouring
        outputs look.
    """

    _esm = script("receptive_field_explorer")
    _css = style("receptive_field_explorer")

    layers = traitlets.List().tag(sync=True)
    size = traitlets.Int(1).tag(sync=True)
    jump = traitlets.Int(1).tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    most = traitlets.Int(MOST).tag(sync=True)
    drawn = traitlets.Int(DRAWN).tag(sync=True)
    numbered = traitlets.Int(NUMBERED).tag(sync=True)

    def __init__(self, layers: list[list[int]]):
        super().__init__(limits={name: list(ends) for name, ends in LIMITS.items()}, layers=layers)
        self._compute()

    @traitlets.validate("layers")
    def _clip(self, proposal: Any) -> list[list[int]]:
        return [
            [
                min(max(int(setting), least), greatest)
                for setting, (least, greatest) in zip(layer, LIMITS.values(), strict=True)
            ]
            for layer in proposal["value"][:MOST]
        ]

    @traitlets.observe("layers")
    def _compute(self, _change: Any = None) -> None:
        self.size, self.jump = receptive_field([tuple(layer) for layer in self.layers])

    def units(self) -> list[list[int]]:
        """Return for each stage, input first, which units in a row one output depends on."""
        return [[at for at, count in enumerate(line) if count] for line in self._counts()]

    def paths(self) -> np.ndarray:
        """Return by how many paths the output depends on each pixel of its square: (size, size).

        A path goes from an input pixel through one tap of every layer to the output.
        """
        row = self._counts()[0]
        return np.outer(row, row)

    def _counts(self) -> list[np.ndarray]:
        """Count the paths along one direction, for each stage, input first."""
        lines = [np.ones(1, dtype=int)]
        for k, stride, dilation in reversed(self.layers):
            above = lines[0]
            below = np.zeros((len(above) - 1) * stride + dilation * (k - 1) + 1, dtype=int)
            for u in range(k):
                start = u * dilation
                below[start : start + (len(above) - 1) * stride + 1 : stride] += above
            lines.insert(0, below)
        return lines

    @property
    def says(self) -> str:
        """What an output sees."""
        paths = self.paths()
        seen = int(np.count_nonzero(paths))
        square = f"{self.size} × {self.size}"
        many = f"{seen:,} pixel{'s' if seen > 1 else ''}"
        if seen == self.size**2:
            field = f"An output sees {square} = {many}"
        else:
            field = f"An output sees {many} in a square of {square}"
        total = int(paths.sum())
        return (
            f"{field}, by {total:,} path{'s' if total > 1 else ''}. Neighbouring outputs look "
            f"{self.jump} pixel{'s' if self.jump > 1 else ''} apart."
        )

    def picture(self) -> Picture:
        """Draw the layers without JavaScript: the side view, and the paths from each pixel.

        Returns
        -------
        Picture
            With an alternative text that tells the numbers.
        """
        stack = ", then ".join(
            f"{k} × {k} with stride {stride} and dilation {dilation}"
            for k, stride, dilation in self.layers
        )
        alt = f"Layers: {stack or 'none'}. {self.says}"
        if self.size > DRAWN:
            figure = Figure(figsize=(8, 0.6), layout="constrained")
            ax = figure.add_subplot()
            ax.text(0, 0.5, self.says, va="center")
            ax.set_axis_off()
            return show(figure, alt=alt)
        figure = Figure(figsize=(10, 4.2), layout="constrained")
        side, square = figure.subplots(1, 2, width_ratios=[3, 2])
        self._side_view(side)
        matrix(self.paths(), values=self.size <= NUMBERED, ax=square)
        side.set_title(self.says.split(". ")[0], fontsize=9)
        square.set_title("paths from each pixel", fontsize=9)
        row = ", ".join(str(count) for count in self._counts()[0])
        return show(
            figure,
            alt=f"{alt} Along one direction there are {row} paths; the count of a pixel is the "
            "product of its row's and its column's.",
        )

    def _side_view(self, ax: Axes) -> None:
        """Draw one row of units for each stage, and a line for each tap that is used."""
        units, jumps = self.units(), [1]
        for _, stride, _ in self.layers:
            jumps.append(jumps[-1] * stride)
        middles = [0.0]
        for (k, _, dilation), jump in zip(self.layers, jumps, strict=False):
            middles.append(middles[-1] + dilation * (k - 1) / 2 * jump)
        for stage, line in enumerate(units):
            x = [at * jumps[stage] + middles[stage] for at in line]
            if stage:
                k, stride, dilation = self.layers[stage - 1]
                for at, here in zip(line, x, strict=True):
                    for u in range(k):
                        below = (at * stride + u * dilation) * jumps[stage - 1]
                        ends = [here, below + middles[stage - 1]]
                        ax.plot(ends, [stage, stage - 1], "-", color="0.6", linewidth=0.8)
            ax.plot(x, [stage] * len(x), "o", color="#0072b2", markersize=6)
        names = ["input", *(f"layer {at + 1}" for at in range(len(self.layers)))]
        ax.set_yticks(range(len(names)), names)
        ax.set_xticks([])
        ax.set(xlim=(-1, self.size), ylim=(-0.4, len(names) - 0.6))
        for spine in ax.spines.values():
            spine.set_visible(False)
        ax.tick_params(length=0)


def receptive_field_explorer(layers: Any = ((3, 1, 1), (3, 1, 1))) -> ReceptiveFieldExplorer:
    """Stack layers, and see what one output of the last looks at.

    Each layer has fields for its window, stride and dilation; buttons add a layer or take the last
    one away. Below stand the units in a row, with a line for every tap, and the number of paths
    that lead from each input pixel to the output.

    Parameters
    ----------
    layers : list of (k, stride, dilation)
        The first layer first, at most 5.

    Returns
    -------
    ReceptiveFieldExplorer
        The widget. Its ``layers``, ``size`` and ``jump`` follow what is done in the page;
        ``paths()`` tells the counts.

    Raises
    ------
    ParameterError
        If there are too many layers, or a number is too small or too large to be shown.

    Examples
    --------
    >>> widget = receptive_field_explorer([(3, 1, 1), (3, 1, 1)])
    >>> widget.size, widget.jump, widget.paths()[0].tolist()
    (5, 1, [1, 2, 3, 2, 1])
    >>> widget.says
    'An output sees 5 × 5 = 25 pixels, by 81 paths. Neighbouring outputs look 1 pixel apart.'
    """
    stack = [list(layer) if isinstance(layer, tuple | list) else [layer] for layer in layers]
    if len(stack) > MOST or any(len(layer) != 3 for layer in stack):
        raise ParameterError(
            "receptive_field_explorer",
            received=f"{len(stack)} layers: {describe(layers)}",
            expected=f"at most {MOST} layers, each (k, stride, dilation)",
            fix="Write [(3, 1, 1), (3, 1, 1)], for instance",
        )
    for at, layer in enumerate(stack):
        for (name, (least, greatest)), setting in zip(LIMITS.items(), layer, strict=True):
            if isinstance(setting, bool) or setting not in range(least, greatest + 1):
                raise ParameterError(
                    "receptive_field_explorer",
                    received=f"{name} = {describe(setting)} in layer {at}",
                    expected=f"an integer from {least} to {greatest}",
                    fix=f"Correct {name}",
                )
    return ReceptiveFieldExplorer(stack)
