"""Pool a small picture: choose window, stride and mode, and see which pixel wins in each window.

The page computes and draws by itself (``pooling_explorer.js``); Python holds the same state. Where
no JavaScript runs, a picture stands in.
"""

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from cnnkit.backend import to_numpy
from cnnkit.errors import ParameterError, ShapeError, describe
from cnnkit.functional import avg_pool2d, max_pool2d, sum_pool2d
from cnnkit.plotting import Picture, matrix, show, window
from cnnkit.plotting.matrix import number
from cnnkit.widgets.pictured import Pictured, script, style

LARGEST = 12  # rows and columns that still fit on a page
MODES = {"max": max_pool2d, "avg": avg_pool2d, "sum": sum_pool2d}


class PoolingExplorer(Pictured):
    """The widget that `pooling_explorer` makes.

    Attributes
    ----------
    image : list
        The picture, as rows of numbers.
    k, stride : int
        Side of the window and its step; clipped to what the picture allows.
    mode : str
        "max", "avg" or "sum".
    row, column : int
        Which window is shown; clipped to those that there are.
    value : float
        What this window gives.
    """

    _esm = script("grid", "pooling_explorer")
    _css = style("grid", "pooling_explorer")

    image = traitlets.List().tag(sync=True)
    k = traitlets.Int(2).tag(sync=True)
    stride = traitlets.Int(2).tag(sync=True)
    mode = traitlets.Enum(tuple(MODES), "max").tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    value = traitlets.Float(0.0).tag(sync=True)

    def __init__(self, x: np.ndarray, k: int, stride: int, mode: str):
        self._x = x
        super().__init__(image=x.tolist(), k=k, stride=stride, mode=mode)
        self._compute()

    @property
    def output_shape(self) -> tuple[int, int]:
        """Rows and columns of the output: (n − k) // stride + 1 of each."""
        h, w = self._x.shape
        return (h - self.k) // self.stride + 1, (w - self.k) // self.stride + 1

    def output(self) -> np.ndarray:
        """Return what all windows give, of the shape `output_shape`."""
        return MODES[self.mode](self._x[None, None], self.k, self.stride)[0, 0]

    def winners(self) -> list[tuple[int, int]]:
        """Return row and column of the largest pixel of each window, the first where some tie."""
        found = []
        for i, j in np.ndindex(self.output_shape):
            top, left = i * self.stride, j * self.stride
            seen = self._x[top : top + self.k, left : left + self.k]
            u, v = np.unravel_index(int(seen.argmax()), seen.shape)
            found.append((top + int(u), left + int(v)))
        return found

    @traitlets.validate("k", "stride")
    def _clip_setting(self, proposal: Any) -> int:
        return min(max(proposal["value"], 1), min(self._x.shape))

    @traitlets.validate("row", "column")
    def _clip_place(self, proposal: Any) -> int:
        axis = ("row", "column").index(proposal["trait"].name)
        return min(max(proposal["value"], 0), self.output_shape[axis] - 1)

    @traitlets.observe("k", "stride", "mode", "row", "column")
    def _compute(self, _change: Any = None) -> None:
        self.row = min(self.row, self.output_shape[0] - 1)
        self.column = min(self.column, self.output_shape[1] - 1)
        self.value = float(self.output()[self.row, self.column])

    def picture(self) -> Picture:
        """Draw the present window without JavaScript.

        Returns
        -------
        Picture
            The picture with the window and, for "max", the winners; and the output. Its alternative
            text tells the numbers.
        """
        output, (top, left) = self.output(), (self.row * self.stride, self.column * self.stride)
        figure = Figure(figsize=(8, 4), layout="constrained")
        before, after = figure.subplots(1, 2)
        window(self._x, top, left, self.k, self.k, ax=before)
        matrix(output, scale=None if self.mode == "sum" else self._x, ax=after)
        before.set_title(f"{self.k} × {self.k} windows, stride {self.stride}", fontsize=10)
        after.set_title(self.mode, fontsize=10)
        rows = "; ".join(" ".join(number(v) for v in line) for line in output)
        alt = (
            f"A picture of {self._x.shape[0]} by {self._x.shape[1]} pixels, pooled by "
            f"{self.mode} over {self.k} by {self.k} windows with stride {self.stride}. The window "
            f"at row {top}, column {left} gives {number(self.value)}. The output, row by row: "
            f"{rows}."
        )
        if self.mode == "max":
            won = sorted(set(self.winners()))
            before.scatter(
                [j for _, j in won],
                [i for i, _ in won],
                s=700,
                marker="o",
                facecolors="none",
                edgecolors="#d55e00",
                linewidths=2,
            )
            alt += f" {len(won)} of the {self._x.size} pixels win in a window, and are circled."
        return show(figure, alt=alt)


def pooling_explorer(x: Any, k: int = 2, stride: int = 2, mode: str = "max") -> PoolingExplorer:
    """Pool a small picture, window by window.

    The arrow keys move the window, Home and End lead to the first and the last; a click on a cell
    of the output chooses it. Window, stride and mode have fields of their own. With "max" the pixel
    that wins is ringed in every window.

    Parameters
    ----------
    x : array-like
        One picture of shape (H, W), at most 12 × 12.
    k, stride : int
        Side of the window, and its step.
    mode : str
        "max", "avg" or "sum".

    Returns
    -------
    PoolingExplorer
        The widget. Its settings follow what is done in the page; ``output()`` and ``winners()``
        tell the results.

    Raises
    ------
    ShapeError
        If the picture is not a matrix, or does not fit on a page.
    ParameterError
        If a setting makes no sense for it.

    Examples
    --------
    >>> widget = pooling_explorer([[0.2, 0.8, 0.3, 0.6], [0.2, 0.9, 0.3, 0.8]])
    >>> widget.output().tolist(), widget.winners()
    ([[0.9, 0.8]], [(1, 1), (1, 3)])
    """
    image = to_numpy(x).astype(float)
    if image.ndim != 2 or not image.size or max(image.shape) > LARGEST:
        raise ShapeError(
            "pooling_explorer",
            received=describe(image),
            expected=f"a picture of shape (H, W), at most {LARGEST} × {LARGEST}",
            fix="Show a part of one channel: x[n, c, :8, :8]",
        )
    for name, setting in (("k", k), ("stride", stride)):
        whole = isinstance(setting, int) and not isinstance(setting, bool)
        if not whole or not 1 <= setting <= min(image.shape):
            raise ParameterError(
                "pooling_explorer",
                received=f"{name} = {describe(setting)}",
                expected=f"an integer from 1 to {min(image.shape)}",
                fix=f"Correct {name}",
            )
    if mode not in MODES:
        raise ParameterError(
            "pooling_explorer",
            received=f"mode = {describe(mode)}",
            expected="'max', 'avg' or 'sum'",
            fix="Choose one of the three",
        )
    return PoolingExplorer(image, k, stride, mode)
