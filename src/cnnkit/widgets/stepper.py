"""Step a filter over a small image by hand: window, products, running sum, output.

The page computes and draws by itself (``stepper.js``); Python holds the same state, so that a
cell can read ``value`` or set ``row``. Where no JavaScript runs, a picture stands in.
"""

from typing import Any

import numpy as np
import traitlets

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.plotting import Picture, matrix, panels, show, window
from cnnkit.plotting.matrix import number
from cnnkit.widgets.pictured import Pictured, script, style

LARGEST = 16  # rows and columns that still fit on a page
DIGITS = 4
LEAST = 4  # cells whose room a title takes


class Stepper(Pictured):
    """The widget that `stepper` makes.

    Attributes
    ----------
    image, filter : list of list of float
        The image of shape (H, W) and the filter of shape (KH, KW), as given.
    row, column : int
        Where the window's first row and column lie; what lies outside is clipped.
    flip : bool
        Whether the filter is turned by 180°, as true convolution asks.
    value : float
        The sum of the products under the window.
    """

    _esm = script("grid", "stepper")
    _css = style("grid", "stepper")

    image = traitlets.List().tag(sync=True)
    filter = traitlets.List().tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    value = traitlets.Float(0.0).tag(sync=True)

    def __init__(self, x: np.ndarray, w: np.ndarray, flip: bool = False):
        self._x, self._w = x, w
        super().__init__(image=x.tolist(), filter=w.tolist(), flip=flip)
        self._compute()

    @property
    def output_shape(self) -> tuple[int, int]:
        """Rows and columns of the output: (H − KH + 1, W − KW + 1)."""
        (h, w), (kh, kw) = self._x.shape, self._w.shape
        return h - kh + 1, w - kw + 1

    def products(self, row: int | None = None, column: int | None = None) -> np.ndarray:
        """Return the products under the window, of shape (KH, KW).

        Parameters
        ----------
        row, column : int, optional
            Another place than the window's own.
        """
        i = self.row if row is None else row
        j = self.column if column is None else column
        kh, kw = self._w.shape
        return self._x[i : i + kh, j : j + kw] * self.applied

    @property
    def applied(self) -> np.ndarray:
        """The filter as it is laid on the image: flipped in both directions, or as given."""
        return self._w[::-1, ::-1] if self.flip else self._w

    @traitlets.validate("row", "column")
    def _clip(self, proposal: Any) -> int:
        last = self.output_shape[proposal["trait"].name == "column"] - 1
        return min(max(proposal["value"], 0), last)

    @traitlets.observe("row", "column", "flip")
    def _compute(self, _change: Any = None) -> None:
        self.value = float(self.products().sum())

    def picture(self) -> Picture:
        """Draw the present step without JavaScript: image and window, products, output.

        Returns
        -------
        Picture
            With an alternative text that tells the numbers.
        """
        kh, kw = self._w.shape
        places = np.ndindex(*self.output_shape)
        output = np.array([self.products(i, j).sum() for i, j in places])
        output = output.reshape(self.output_shape)
        products = self.products()
        names = ["image and window", "filter, flipped" if self.flip else "filter"]
        names += ["products", "output"]
        axes = panels(4, titles=names)
        if self._x.shape[0] == 1:  # a signal: room for its many cells
            sides = (self._x, self._w, products, output)
            grid = axes[0].get_gridspec()
            assert grid is not None
            grid.set_width_ratios([max(side.shape[1], LEAST) for side in sides])
        window(self._x, self.row, self.column, kh, kw, ax=axes[0])
        matrix(self.applied, ax=axes[1])
        matrix(products, ax=axes[2])
        window(output, self.row, self.column, 1, 1, ax=axes[3])
        rows = "; ".join(" ".join(number(v, DIGITS) for v in row) for row in output)
        flipped = ", flipped," if self.flip else ""
        h, width = self._x.shape
        lies = (
            f"A filter of {kw} taps{flipped} lies on a signal of {width} numbers with its first "
            f"tap at place {self.column}"
            if h == kh == 1
            else f"A filter of {kh} by {kw}{flipped} lies on an image of {h} by {width} with its "
            f"first cell at row {self.row}, column {self.column}"
        )
        return show(
            axes,
            alt=f"{lies}. The products are {', '.join(number(v, DIGITS) for v in products.flat)}; "
            f"their sum is {number(self.value, DIGITS)}. The whole output"
            f"{'' if h == kh == 1 else ', row by row'}: {rows}.",
        )


def stepper(x: Any, w: Any, *, flip: bool = False) -> Stepper:
    """Slide a filter over an image, one place at a time.

    The arrow keys move the window, Home and End lead to the first and the last place; there is
    a button for each. A switch flips the filter: without it the sum is cross-correlation, with
    it true convolution.

    Parameters
    ----------
    x : array-like
        The image, of shape (H, W), or a signal of shape (N,); at most 16 each way.
    w : array-like
        The filter, of shape (KH, KW), or (K,) for a signal.
    flip : bool
        Whether to begin with the filter flipped.

    Returns
    -------
    Stepper
        The widget. Its ``row``, ``column``, ``flip`` and ``value`` follow what is done in the page.

    Raises
    ------
    ShapeError
        If ``x`` and ``w`` do not both have one or two axes.
    ParameterError
        If the filter does not fit into the image, or the image is too large to show.

    Examples
    --------
    >>> from cnnkit.datasets import worked_example
    >>> widget = stepper(*worked_example())
    >>> widget.row = 1
    >>> round(widget.value, 6)
    2.1
    """
    image, filter = to_numpy(x).astype(float), to_numpy(w).astype(float)
    if image.ndim != filter.ndim or image.ndim not in (1, 2) or not image.size or not filter.size:
        raise ShapeError(
            "stepper",
            received=f"x as {describe(image)} and w as {describe(filter)}",
            expected="x of shape (H, W) and w of shape (KH, KW), or (N,) and (K,)",
            fix="Choose one image, one filter and one channel",
        )
    image, filter = np.atleast_2d(image), np.atleast_2d(filter)
    if max(image.shape) > LARGEST:
        raise ParameterError(
            "stepper",
            received=f"an image of {image.shape[0]} × {image.shape[1]}",
            expected=f"at most {LARGEST} × {LARGEST}",
            fix=f"Show a part of it: x[:{LARGEST}, :{LARGEST}]",
        )
    if filter.shape[0] > image.shape[0] or filter.shape[1] > image.shape[1]:
        raise ParameterError(
            "stepper",
            received=f"a filter of {filter.shape[0]} × {filter.shape[1]} on an image of "
            f"{image.shape[0]} × {image.shape[1]}",
            expected="a filter no larger than the image",
            fix="Take a smaller filter or a larger image",
        )
    return Stepper(image, filter, flip)
