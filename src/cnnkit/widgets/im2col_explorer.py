"""An image beside its column matrix: a column and its patch, a pixel and its copies.

The page lays out and draws by itself (``im2col_explorer.js``); Python holds the same state. Where
no JavaScript runs, a picture stands in.
"""

import math
from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.functional import im2col
from cnnkit.functional.geometry import pair
from cnnkit.plotting import Picture, show, window
from cnnkit.plotting.colours import ACCENT
from cnnkit.plotting.matrix import number
from cnnkit.widgets.pictured import Pictured, script, style

LARGEST = 8  # rows and columns of the image, padding included, that still fit on a page
DEEPEST = 3  # channels
MOST_ROWS, MOST_COLUMNS = 27, 20  # of the column matrix


class Im2colExplorer(Pictured):
    """The widget that `im2col_explorer` makes.

    Attributes
    ----------
    image : list
        The image of shape (C, H, W), as given.
    k, stride, padding : list of int
        Each as [rows, columns].
    column : int
        Which column of the matrix is chosen, i·OW + j; clipped to those that there are.
    pixel : list of int
        Which pixel is chosen, as [channel, row, column] of the image; clipped to it.
    """

    _esm = script("grid", "im2col_explorer")
    _css = style("grid", "im2col_explorer")

    image = traitlets.List().tag(sync=True)
    k = traitlets.List([1, 1]).tag(sync=True)
    stride = traitlets.List([1, 1]).tag(sync=True)
    padding = traitlets.List([0, 0]).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    pixel = traitlets.List([0, 0, 0]).tag(sync=True)

    def __init__(
        self,
        x: np.ndarray,
        k: tuple[int, int],
        stride: tuple[int, int],
        padding: tuple[int, int],
    ):
        self._x = x
        self._padded = np.pad(x, ((0, 0), *((p, p) for p in padding)))
        super().__init__(image=x.tolist(), k=list(k), stride=list(stride), padding=list(padding))

    @property
    def places(self) -> tuple[int, int]:
        """How many places the window has, (OH, OW): ⌊(H + 2·padding − KH) / stride⌋ + 1."""
        sides = zip(self._padded.shape[1:], self.k, self.stride, strict=True)
        oh, ow = ((n - k) // s + 1 for n, k, s in sides)
        return oh, ow

    def columns(self) -> np.ndarray:
        """Return the column matrix, of shape (C·KH·KW, OH·OW)."""
        return self._laid_out(self._x)

    def patch(self) -> np.ndarray:
        """Return what the window of the chosen column sees, of shape (C, KH, KW)."""
        (top, left), (kh, kw) = self._corner(), self.k
        return self._padded[:, top : top + kh, left : left + kw].copy()

    def copies(self) -> list[tuple[int, int]]:
        """Return row and column of each entry of the matrix that is the chosen pixel."""
        numbered = np.arange(1, self._x.size + 1).reshape(self._x.shape)  # 0 is the margin
        found = np.argwhere(self._laid_out(numbered) == numbered[tuple(self.pixel)])
        return sorted(((int(r), int(q)) for r, q in found), key=lambda entry: entry[1])

    def _laid_out(self, x: np.ndarray) -> np.ndarray:
        return im2col(x[None], self.k, stride=self.stride, padding=tuple(self.padding))[0]

    def _corner(self) -> tuple[int, int]:
        """Return row and column of the padded image at which the chosen window starts."""
        i, j = divmod(self.column, self.places[1])
        return i * self.stride[0], j * self.stride[1]

    @traitlets.validate("column")
    def _clip_column(self, proposal: Any) -> int:
        return min(max(proposal["value"], 0), math.prod(self.places) - 1)

    @traitlets.validate("pixel")
    def _clip_pixel(self, proposal: Any) -> list[int]:
        value = [int(n) for n in proposal["value"]]
        if len(value) != 3:
            raise traitlets.TraitError("a pixel is [channel, row, column]")
        return [min(max(n, 0), size - 1) for n, size in zip(value, self._x.shape, strict=True)]

    def picture(self) -> Picture:
        """Draw the chosen column and pixel without JavaScript.

        Returns
        -------
        Picture
            The channels with the window, and the column matrix. Its alternative text tells what
            the column holds, and where the pixel stands.
        """
        columns, (top, left) = self.columns(), self._corner()
        c, row, col = self.pixel
        rows, (channels, h, w) = len(columns), self._padded.shape
        across = 0.5 * w, 0.45 * columns.shape[1] + 0.8
        height = max(0.36 * rows, 0.55 * channels * (h + 1)) + 0.6
        figure = Figure(figsize=(sum(across) + 0.8, height), layout="constrained")
        grid = figure.add_gridspec(channels, 2, width_ratios=across)
        for at in range(channels):
            ax = figure.add_subplot(grid[at, 0])
            window(self._padded[at], top, left, *self.k, scale=self._padded, ax=ax)
            ax.set_title(f"channel {at}", fontsize=10)
            _hatch_margin(ax, self._padded.shape[1:], tuple(self.padding))
            if at == c:
                _ring(ax, [(row + self.padding[0], col + self.padding[1])])
        ax = figure.add_subplot(grid[:, 1])
        window(columns, 0, self.column, rows, 1, scale=self._padded, ax=ax)
        _ring(ax, self.copies())
        taps = np.ndindex(channels, *self.k)
        ax.set_yticks(range(rows), [f"{r}: {tap}" for r, tap in enumerate(taps)], fontsize=8)
        ax.set_title(f"columns: {rows} × {columns.shape[1]}", fontsize=10)
        held = ", ".join(number(value) for value in columns[:, self.column])
        places = ", ".join(str(column) for _, column in self.copies())
        return show(
            figure,
            alt=f"{channels} channels of {h} by {w}, padding included, and beside them a matrix "
            f"of {rows} rows and {columns.shape[1]} columns. Column {self.column} is framed: it "
            f"holds the window at row {top}, column {left} of every channel, from top to bottom "
            f"{held}. The pixel {number(self._x[c, row, col])}, channel {c}, row {row}, column "
            f"{col}, is ringed; it stands in {_count(self.copies())}{': ' * bool(places)}{places}.",
        )


def _count(copies: list[tuple[int, int]]) -> str:
    return "1 column" if len(copies) == 1 else f"{len(copies) or 'no'} columns"


def _ring(ax: Axes, cells: list[tuple[int, int]]) -> None:
    for size, colour in ((5, "white"), (2, ACCENT)):  # a white rim shows it on any grey
        ax.scatter(
            [column for _, column in cells],
            [row for row, _ in cells],
            s=450,
            facecolors="none",
            edgecolors=colour,
            linewidths=size,
        )


def _hatch_margin(ax: Axes, sides: tuple[int, ...], padding: tuple[int, ...]) -> None:
    for i, j in np.ndindex(*sides):
        at = zip((i, j), sides, padding, strict=True)
        if not all(p <= place < n - p for place, n, p in at):
            cell = Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, hatch="////", edgecolor="0.5")
            ax.add_patch(cell)


def im2col_explorer(x: Any, k: Any, *, stride: Any = 1, padding: Any = 0) -> Im2colExplorer:
    """Lay an image beside its column matrix, and follow windows and pixels from one to the other.

    In the matrix the arrow keys choose a column (up and down: the window one row above or below),
    Home and End the first and the last; the window that stands in it is framed in the image. In
    the image they choose a pixel, Page Up and Page Down lead to another channel; its copies in the
    matrix are ringed. A click chooses, too, and what the pointer rests on is shown meanwhile.

    Parameters
    ----------
    x : array-like
        One image, of shape (C, H, W) or (H, W): at most 3 channels, and 8 rows and columns with
        its padding.
    k, stride, padding : int or pair
        As in `cnnkit.functional.im2col`; zeros stand in the margin.

    Returns
    -------
    Im2colExplorer
        The widget. Its ``column`` and ``pixel`` follow what is done in the page; ``columns()``,
        ``patch()`` and ``copies()`` tell what is shown.

    Raises
    ------
    ShapeError
        If ``x`` is not one image.
    ParameterError
        If the window does not fit into it, or there is too much to show.

    Examples
    --------
    >>> widget = im2col_explorer([[1, 2, 3], [4, 5, 6]], 2)
    >>> widget.columns().tolist()
    [[1.0, 2.0], [2.0, 3.0], [4.0, 5.0], [5.0, 6.0]]
    >>> widget.pixel = [0, 1, 1]
    >>> widget.copies()
    [(3, 0), (2, 1)]
    """
    op = "im2col_explorer"
    image = to_numpy(x).astype(float)
    image = image[None] if image.ndim == 2 else image  # (H, W) -> (1, H, W)
    if image.ndim != 3 or not image.size:
        raise ShapeError(
            op,
            received=describe(to_numpy(x)),
            expected="one image of shape (C, H, W) or (H, W)",
            fix="Choose one: x[n]",
        )
    size = pair(k, "k", op=op, least=1)
    steps, margins = pair(stride, "stride", op=op, least=1), pair(padding, "padding", op=op)
    sides = tuple(n + 2 * p for n, p in zip(image.shape[1:], margins, strict=True))
    if max(sides) > LARGEST or len(image) > DEEPEST:
        raise ParameterError(
            op,
            received=f"{len(image)} channels of {sides[0]} × {sides[1]}, padding included",
            expected=f"at most {DEEPEST} channels of {LARGEST} × {LARGEST}",
            fix="Show a part: x[:2, :4, :5]",
        )
    if size[0] > sides[0] or size[1] > sides[1]:
        raise ParameterError(
            op,
            received=f"a window of {size[0]} × {size[1]} on an image of {sides[0]} × {sides[1]}, "
            "padding included",
            expected="a window no larger than the image",
            fix="Take a smaller window or a larger image",
        )
    widget = Im2colExplorer(image, size, steps, margins)
    rows, columns = len(image) * math.prod(size), math.prod(widget.places)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ParameterError(
            op,
            received=f"a column matrix of {rows} × {columns}",
            expected=f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns",
            fix="Take a smaller image, fewer channels, or a larger stride",
        )
    return widget
