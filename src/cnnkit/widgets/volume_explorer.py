"""Every product of one output cell laid open: a volume, filters as deep as it, and their maps.

The page computes and draws by itself (``volume_explorer.js``); Python holds the same state, so that
a cell can read ``value`` or set ``filter``. Where no JavaScript runs, a picture stands in.
"""

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.plotting import Picture, matrix, show, window
from cnnkit.plotting.matrix import number
from cnnkit.widgets.pictured import Pictured, script, style

LARGEST = 9  # rows and columns, padding included, that still fit on a page
DEEPEST = 4  # channels
MOST = 6  # filters
DIGITS = 4


class VolumeExplorer(Pictured):
    """The widget that `volume_explorer` makes.

    Attributes
    ----------
    volume, filters, bias : list
        The image of shape (C, H, W), the filters of shape (F, C, KH, KW) and F biases, as given.
    stride, padding : list of int
        Each as [rows, columns].
    filter, row, column : int
        Which cell of the output is laid open; what lies outside is clipped.
    value : float
        What stands in that cell.
    """

    _esm = script("grid", "volume_explorer")
    _css = style("grid", "volume_explorer")

    volume = traitlets.List().tag(sync=True)
    filters = traitlets.List().tag(sync=True)
    bias = traitlets.List().tag(sync=True)
    stride = traitlets.List([1, 1]).tag(sync=True)
    padding = traitlets.List([0, 0]).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    value = traitlets.Float(0.0).tag(sync=True)

    def __init__(
        self,
        x: np.ndarray,
        w: np.ndarray,
        b: np.ndarray,
        stride: tuple[int, int],
        padding: tuple[int, int],
    ):
        rows, columns = padding
        self._x = np.pad(x, ((0, 0), (rows, rows), (columns, columns)))
        self._w, self._b = w, b
        super().__init__(
            volume=x.tolist(),
            filters=w.tolist(),
            bias=b.tolist(),
            stride=list(stride),
            padding=list(padding),
        )
        self._compute()

    @property
    def output_shape(self) -> tuple[int, int, int]:
        """The output's shape (F, OH, OW), OH = ⌊(H + 2·padding − KH) / stride⌋ + 1."""
        (f, _, kh, kw), (_, h, w) = self._w.shape, self._x.shape
        return f, (h - kh) // self.stride[0] + 1, (w - kw) // self.stride[1] + 1

    def products(
        self, filter: int | None = None, row: int | None = None, column: int | None = None
    ) -> np.ndarray:
        """Return the products that one output cell adds up, of shape (C, KH, KW).

        Parameters
        ----------
        filter, row, column : int, optional
            Another cell than the one laid open.
        """
        f = self.filter if filter is None else filter
        i = (self.row if row is None else row) * self.stride[0]
        j = (self.column if column is None else column) * self.stride[1]
        kh, kw = self._w.shape[2:]
        return self._x[:, i : i + kh, j : j + kw] * self._w[f]

    @property
    def sums(self) -> np.ndarray:
        """The sum of the products in each channel, of shape (C,)."""
        return self.products().sum(axis=(1, 2))

    @traitlets.validate("filter", "row", "column")
    def _clip(self, proposal: Any) -> int:
        axis = ("filter", "row", "column").index(proposal["trait"].name)
        return min(max(proposal["value"], 0), self.output_shape[axis] - 1)

    @traitlets.observe("filter", "row", "column")
    def _compute(self, _change: Any = None) -> None:
        self.value = float(self.sums.sum() + self._b[self.filter])

    def picture(self) -> Picture:
        """Draw the cell that is laid open without JavaScript.

        Returns
        -------
        Picture
            A row for each channel, and the output; with an alternative text that tells the sums.
        """
        (_, c, kh, kw), (f, oh, ow) = self._w.shape, self.output_shape
        products, top, left = self.products(), self.row * self.stride[0], self.column
        left *= self.stride[1]
        figure = Figure(figsize=(9.6, 2.5 * (c + 1)), layout="constrained")
        axes = figure.subplots(c + 1, max(3, f), squeeze=False)
        for ax in axes.flat:
            ax.set_axis_off()
        for at in range(c):
            window(self._x[at], top, left, kh, kw, ax=axes[at, 0])
            matrix(self._w[self.filter, at], ax=axes[at, 1])
            matrix(products[at], ax=axes[at, 2])
            titles = f"channel {at}", f"filter {self.filter}, slice {at}"
            titles += (f"products: sum {number(self.sums[at], DIGITS)}",)
            for ax, title in zip(axes[at], titles, strict=False):
                ax.set_title(title, fontsize=10)
                ax.set_axis_on()
        output = self._output()
        for at in range(f):
            here = at == self.filter
            place = (self.row, self.column, 1, 1)
            draw = window(output[at], *place, ax=axes[c, at]) if here else None
            draw = draw or matrix(output[at], ax=axes[c, at])
            draw.set_title(f"output, map {at}", fontsize=10)
            draw.set_axis_on()
        parts = [*self.sums, self._b[self.filter]]
        rows = "; ".join(
            f"map {at}: " + ", ".join(number(value, DIGITS) for value in output[at].flat)
            for at in range(f)
        )
        return show(
            figure,
            alt=f"{c} channels of {self._x.shape[1]} by {self._x.shape[2]}, padding included, and "
            f"filter {self.filter} of {f}. The window's first cell is row {top}, column {left} of "
            f"each channel. The sums of the products are "
            f"{', '.join(number(v, DIGITS) for v in parts[:-1])}; the bias is "
            f"{number(parts[-1], DIGITS)}; together {number(self.value, DIGITS)}, in row "
            f"{self.row}, column {self.column} of map {self.filter}. The output, each map of "
            f"{oh} by {ow} row by row: {rows}.",
        )

    def _output(self) -> np.ndarray:
        cells = [self.products(*at).sum() + self._b[at[0]] for at in np.ndindex(self.output_shape)]
        return np.array(cells).reshape(self.output_shape)


def volume_explorer(
    x: Any, w: Any, b: Any = None, *, stride: Any = 1, padding: Any = 0
) -> VolumeExplorer:
    """Choose a cell of a convolution's output, and see every number that goes into it.

    The arrow keys move through a map, Page Up and Page Down lead to another map, Home and End to
    the first and the last cell; a click on a cell of the output chooses it.

    Parameters
    ----------
    x : array-like
        One image, of shape (C, H, W): at most 4 channels, and 9 rows and columns with its padding.
    w : array-like
        Filters of shape (F, C, KH, KW), at most 6.
    b : array-like, optional
        Bias of shape (F,).
    stride, padding : int or pair
        As in `cnnkit.functional.conv2d`; zeros stand in the margin.

    Returns
    -------
    VolumeExplorer
        The widget. Its ``filter``, ``row``, ``column`` and ``value`` follow what is done in the
        page.

    Raises
    ------
    ShapeError
        If the shapes do not fit one another.
    ParameterError
        If the filter does not fit into the image, or there is too much to show.

    Examples
    --------
    >>> from cnnkit.datasets import volume_example
    >>> widget = volume_explorer(*volume_example(), stride=2, padding=1)
    >>> widget.output_shape
    (2, 3, 3)
    >>> widget.sums, widget.value
    (array([-2.,  0.,  1.]), 0.0)
    """
    image, filters = to_numpy(x).astype(float), to_numpy(w).astype(float)
    if (
        image.ndim != 3
        or filters.ndim != 4
        or image.shape[0] != filters.shape[1]
        or not image.size
        or not filters.size
    ):
        raise ShapeError(
            "volume_explorer",
            received=f"x as {describe(image)} and w as {describe(filters)}",
            expected="x of shape (C, H, W) and w of shape (F, C, KH, KW), with the same C",
            fix="Choose one image, x[n], and filters as deep as it is",
        )
    bias = np.zeros(len(filters)) if b is None else to_numpy(b).astype(float)
    if bias.shape != filters.shape[:1]:
        raise ShapeError(
            "volume_explorer",
            received=f"b as {describe(bias)}",
            expected=f"shape ({len(filters)},), one number for each filter",
            fix="Pass one bias for each filter, or None",
        )
    steps, margins = _pair(stride, "stride", 1), _pair(padding, "padding", 0)
    sides = tuple(n + 2 * p for n, p in zip(image.shape[1:], margins, strict=True))
    if max(sides) > LARGEST or image.shape[0] > DEEPEST or len(filters) > MOST:
        raise ParameterError(
            "volume_explorer",
            received=f"{len(filters)} filters on {image.shape[0]} channels of {sides[0]} × "
            f"{sides[1]}, padding included",
            expected=f"at most {MOST} filters on {DEEPEST} channels of {LARGEST} × {LARGEST}",
            fix="Show a part: x[:3, :7, :7]",
        )
    if filters.shape[2] > sides[0] or filters.shape[3] > sides[1]:
        raise ParameterError(
            "volume_explorer",
            received=f"filters of {filters.shape[2]} × {filters.shape[3]} on an image of "
            f"{sides[0]} × {sides[1]}, padding included",
            expected="filters no larger than the image",
            fix="Take smaller filters or a larger image",
        )
    return VolumeExplorer(image, filters, bias, steps, margins)


def _pair(value: Any, name: str, least: int) -> tuple[int, int]:
    rows, columns = value if isinstance(value, tuple | list) else (value, value)
    if int(rows) != rows or int(columns) != columns or min(rows, columns) < least:
        raise ParameterError(
            "volume_explorer",
            received=f"{name}={value!r}",
            expected=f"an integer of at least {least}, or a pair of them",
            fix=f"Write {name}={max(least, 1)}, for instance",
        )
    return int(rows), int(columns)
