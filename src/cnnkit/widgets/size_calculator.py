"""Count the places of a window, and see them: formula, start positions, coverage map.

The page computes and draws by itself (``size_calculator.js``); Python holds the same numbers. Where
no JavaScript runs, a picture stands in.
"""

from typing import Any

import numpy as np
import traitlets

from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.functional.geometry import count_places
from cnnkit.plotting import Picture, matrix, places, show
from cnnkit.plotting.figure import new_axes
from cnnkit.widgets.pictured import Pictured, script, style

LIMITS = {"n": (1, 999), "k": (1, 99), "stride": (1, 99), "padding": (0, 99), "dilation": (1, 99)}
"""The least and the greatest number that each setting may have."""

DRAWN = 24
"""So many pixels, padding included, are drawn; more are only counted."""


class SizeCalculator(Pictured):
    """The widget that `size_calculator` makes.

    Attributes
    ----------
    n, k, stride, padding, dilation : int
        What is asked: the side of the picture, of the window, and the three settings. What lies
        outside `LIMITS` is clipped.
    value : int
        How many places the window has; 0 if it is larger than the padded picture.
    rest : int
        How many pixels at the end no window reaches, because the stride leaves a rest.
    """

    _esm = script("size_calculator")
    _css = style("size_calculator")

    n = traitlets.Int(7).tag(sync=True)
    k = traitlets.Int(3).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    dilation = traitlets.Int(1).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    rest = traitlets.Int(0).tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    drawn = traitlets.Int(DRAWN).tag(sync=True)

    def __init__(self, **settings: int):
        super().__init__(limits={name: list(ends) for name, ends in LIMITS.items()}, **settings)
        self._compute()

    @traitlets.validate(*LIMITS)
    def _clip(self, proposal: Any) -> int:
        least, greatest = LIMITS[proposal["trait"].name]
        return min(max(proposal["value"], least), greatest)

    @traitlets.observe(*LIMITS)
    def _compute(self, _change: Any = None) -> None:
        try:
            self.value = count_places(
                "size_calculator",
                "pixels",
                self.n,
                self.k,
                self.stride,
                2 * self.padding,
                self.dilation,
            )
        except ShapeError:
            self.value, self.rest = 0, 0
        else:
            self.rest = (self.length - self.span) % self.stride

    @property
    def length(self) -> int:
        """Pixels of the row, padding included: n + 2·padding."""
        return self.n + 2 * self.padding

    @property
    def span(self) -> int:
        """Pixels from the first tap to the last: dilation·(k − 1) + 1."""
        return self.dilation * (self.k - 1) + 1

    def starts(self) -> list[int]:
        """Return where the window starts at each place, counted in the padded row."""
        return [place * self.stride for place in range(self.value)]

    def coverage(self) -> np.ndarray:
        """Return how many windows use each pixel of an n × n picture, as (n, n) integers."""
        used = np.zeros(self.length, dtype=int)
        for start in self.starts():
            used[start : start + self.span : self.dilation] += 1
        used = used[self.padding : self.padding + self.n]
        return np.outer(used, used)

    @property
    def formula(self) -> str:
        """The formula with the numbers put in."""
        asked = (
            f"({self.n} + 2·{self.padding} − {self.dilation}·({self.k} − 1) − 1) / {self.stride}"
        )
        room = self.length - self.span
        if room < 0:
            return f"⌊{asked}⌋ + 1: there is no place"
        return f"⌊{asked}⌋ + 1 = ⌊{room} / {self.stride}⌋ + 1 = {self.value}"

    @property
    def says(self) -> str:
        """Whether the window fits, and what is dropped."""
        if not self.value:
            row = f"{self.length} with its padding" if self.padding else f"{self.length}"
            return f"Does not fit: the window spans {self.span} pixels, and the row has {row}."
        count = f"{self.value} place{'s' if self.value > 1 else ''}"
        if not self.rest:
            return f"{count}. The last window ends at the end of the row."
        what = "pixel" if not self.padding else "position"
        if self.rest <= self.padding:
            what = "zero"
        last = f"last {what} is" if self.rest == 1 else f"last {self.rest} {what}s are"
        return f"{count}. The stride does not fit: it leaves a rest, and the {last} dropped."

    def picture(self) -> Picture:
        """Draw the present numbers without JavaScript: start positions and coverage map.

        Returns
        -------
        Picture
            With an alternative text that tells the numbers.
        """
        alt = f"{self.formula}. {self.says}"
        if self.length > DRAWN:
            ax = new_axes(7, 0.8)
            ax.text(0, 0.5, f"{self.formula}\n{self.says}", va="center")
            ax.set_axis_off()
            return show(ax, alt=alt)
        figure = new_axes(9, 4).figure
        figure.clear()
        row, square = figure.subplots(1, 2, width_ratios=[3, 2])
        row.set_title(self.formula, fontsize=9)
        taps = range(0, self.span, self.dilation)
        places(self.n, self.starts(), taps, padding=self.padding, ax=row)
        covered = self.coverage()
        matrix(covered, values=self.n <= 12, ax=square)
        square.set_title("how many windows use each pixel", fontsize=9)
        starts = ", ".join(str(start) for start in self.starts())
        rows = "; ".join(" ".join(str(count) for count in line) for line in covered)
        return show(
            [row, square],
            alt=f"{alt} The windows start at {starts or 'no position'}. How many windows use each "
            f"pixel, row by row: {rows}.",
        )


def size_calculator(
    n: int = 7, k: int = 3, stride: int = 1, padding: int = 0, dilation: int = 1
) -> SizeCalculator:
    """Change the numbers of the size formula, and see where the window stands.

    ⌊(n + 2·padding − dilation·(k − 1) − 1) / stride⌋ + 1

    Each number has a field: type, or use the arrow keys ↑ and ↓. Below stand the formula with the
    numbers put in, the start positions along one row, and the coverage map: how many windows use
    each pixel of a square picture.

    Parameters
    ----------
    n, k : int
        Side of the picture and of the window.
    stride, padding, dilation : int
        Step, zeros at each end, distance between neighbouring taps.

    Returns
    -------
    SizeCalculator
        The widget. Its settings follow what is done in the page; ``value``, ``rest`` and
        ``coverage()`` tell the results.

    Raises
    ------
    ParameterError
        If a number is no integer, or is too small or too large to be shown.

    Examples
    --------
    >>> widget = size_calculator(10, 3, stride=2)
    >>> widget.value, widget.rest
    (4, 1)
    >>> widget.formula
    '⌊(10 + 2·0 − 1·(3 − 1) − 1) / 2⌋ + 1 = ⌊7 / 2⌋ + 1 = 4'
    """
    settings = {"n": n, "k": k, "stride": stride, "padding": padding, "dilation": dilation}
    for name, number in settings.items():
        least, greatest = LIMITS[name]
        if (
            isinstance(number, bool)
            or not isinstance(number, int)
            or not least <= number <= greatest
        ):
            raise ParameterError(
                "size_calculator",
                received=f"{name} = {describe(number)}",
                expected=f"an integer from {least} to {greatest}",
                fix=f"Correct {name}",
            )
    return SizeCalculator(**settings)
