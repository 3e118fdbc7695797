"""Region-of-interest pooling: boxes of any size become grids of one size."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from cnnkit.backend import Array, to_numpy
from cnnkit.errors import DTypeError, ParameterError, ShapeError, describe
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.geometry import pair


@quiet
def roi_pool2d(x: Array, boxes: Any, size: Any) -> Array:
    """Cut boxes out of feature maps and pool each to a grid of PH × PW maxima.

    y[r, c, i, j] = the largest of x[n, c, rows, columns], where rows run from
    y0 + ⌊i·h/PH⌋ to y0 + ⌈(i + 1)·h/PH⌉, h = y1 − y0, and columns likewise

    Bins may share a row or column when the box does not divide evenly.

    Parameters
    ----------
    x
        Feature maps of shape (N, C, H, W).
    boxes
        Integers of shape (R, 5): the image n, then y0, x0, y1, x1 in pixels of x, ends exclusive.
    size
        Integer or pair (PH, PW).

    Returns
    -------
    Array of shape (R, C, PH, PW).

    Raises
    ------
    ShapeError, DTypeError, ParameterError
        When boxes are not such integers, are empty, or reach outside the image.

    References
    ----------
    Girshick: Fast R-CNN (2015).

    Examples
    --------
    >>> import numpy as np
    >>> x = np.arange(25.0).reshape(1, 1, 5, 5)
    >>> roi_pool2d(x, np.array([[0, 1, 1, 4, 5]]), 2)[0, 0]
    array([[12., 14.],
           [17., 19.]])
    """
    xp, x, places, size = _prepare("roi_pool2d", x, boxes, size)
    y = xp.empty((len(places), x.shape[1], *size), dtype=x.dtype)
    for r, n, i, j, patch in _bins(places, size):
        y[r, :, i, j] = x[n][patch].max(axis=(1, 2))
    return y


@quiet
def roi_pool2d_backward(dy: Array, x: Array, boxes: Any, size: Any) -> Array:
    """Return the gradient of ``roi_pool2d``: dy for the winner of each bin, the first of equals.

    Parameters
    ----------
    dy
        Gradient of the output, of shape (R, C, PH, PW).
    x, boxes, size
        As given to ``roi_pool2d``.

    Returns
    -------
    dx of shape (N, C, H, W). Boxes may overlap; a pixel collects from each.

    Examples
    --------
    >>> import numpy as np
    >>> boxes = np.array([[0, 0, 0, 2, 2], [0, 1, 1, 3, 3]])
    >>> roi_pool2d_backward(np.ones((2, 1, 1, 1)), np.zeros((1, 1, 3, 3)), boxes, 1)[0, 0]
    array([[1., 0., 0.],
           [0., 1., 0.],
           [0., 0., 0.]])
    """
    op = "roi_pool2d_backward"
    xp, dy, _ = operands(op, dy=dy, x=x)
    _, x, places, size = _prepare(op, x, boxes, size)
    shape = (len(places), x.shape[1], *size)
    require_shape(op, "dy", dy, shape, "the shape of the output")
    dx = xp.zeros(x.shape, dtype=dy.dtype)
    for r, n, i, j, patch in _bins(places, size):
        seen = x[n][patch]
        # (C, h, w) -> (C, h*w): argmax is the first of equals
        winners = seen.reshape(seen.shape[0], -1).argmax(axis=1)
        pixels = xp.arange(seen.shape[1] * seen.shape[2])
        wins = (winners[:, None] == pixels).reshape(seen.shape)
        dx[n][patch] += xp.where(wins, dy[r, :, i, j][:, None, None], 0)
    return dx


def _bins(
    places: np.ndarray, size: tuple[int, int]
) -> Iterator[tuple[int, int, int, int, tuple[slice, slice, slice]]]:
    """Yield (box, image, row and column of the bin, the slices of its pixels)."""
    for r, (n, y0, x0, y1, x1) in enumerate(places.tolist()):
        rows, columns = _edges(y0, y1, size[0]), _edges(x0, x1, size[1])
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                yield r, n, i, j, (slice(None), row, column)


def _edges(start: int, stop: int, bins: int) -> list[slice]:
    length = stop - start
    return [
        slice(start + b * length // bins, start - (-(b + 1) * length // bins)) for b in range(bins)
    ]


def _prepare(op: str, x: Any, boxes: Any, size: Any) -> tuple[Any, Array, np.ndarray, Any]:
    xp, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    if not hasattr(boxes, "dtype") or boxes.dtype.kind not in "iu":
        raise DTypeError(
            op,
            received=f"boxes as {describe(boxes)}",
            expected="an array of integers",
            fix="Make it one with numpy.asarray(boxes, dtype='int64')",
        )
    if boxes.ndim != 2 or boxes.shape[1] != 5:
        raise ShapeError(
            op,
            received=f"boxes of shape {boxes.shape}",
            expected="boxes of shape (R, 5): n, y0, x0, y1, x1",
            fix="Give one row of five numbers for each box",
        )
    places = to_numpy(boxes)  # a few numbers that steer loops: wherever they came from, here
    n, _, h, w = x.shape
    for row, (image, y0, x0, y1, x1) in enumerate(places.tolist()):
        if not (0 <= image < n and 0 <= y0 < y1 <= h and 0 <= x0 < x1 <= w):
            raise ParameterError(
                op,
                received=f"box {row}: {[image, y0, x0, y1, x1]} for x of shape {x.shape}",
                expected=f"0 <= n < {n}, 0 <= y0 < y1 <= {h} and 0 <= x0 < x1 <= {w}",
                fix="Clip the boxes to the image and leave out empty ones",
            )
    return xp, x, places, pair(size, "size", op=op, least=1)
