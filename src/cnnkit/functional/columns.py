"""im2col and col2im: every window laid out as a column, and back.

This is how a convolution becomes a matrix product. The convolution layers do the same with less
memory: see ``planes``.
"""

import math
from typing import Any

from cnnkit.backend import Array
from cnnkit.functional.arguments import (
    arrays,
    operands,
    require_axes,
    require_image_shape,
    require_shape,
)
from cnnkit.functional.window import Window


def im2col(x: Array, k: Any, *, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Array:
    """Lay out every window of an image as one column.

    cols[n, (c·KH + u)·KW + v, i·OW + j] = x[n, c, i·stride + u·dilation, j·stride + v·dilation]

    A convolution is then one matrix product, ``w.reshape(F, -1) @ cols``. Windows overlap, so the
    columns take up to KH·KW times the memory of x.

    Parameters
    ----------
    x
        Images of shape (N, C, H, W), zero-padded first.
    k, stride, dilation
        Integers or pairs (rows, columns).
    padding
        As in ``conv2d``.

    Returns
    -------
    Array of shape (N, C·KH·KW, OH·OW), as PyTorch's ``Unfold``. Numbers keep their type.

    References
    ----------
    Chellapilla, Puri, Simard: High Performance Convolutional Neural Networks for Document
    Processing (2006).

    Examples
    --------
    >>> import numpy as np
    >>> im2col(np.zeros((1, 3, 227, 227)), 11, stride=4).shape
    (1, 363, 3025)
    """
    xp, x = arrays("im2col", x=x)
    require_axes("im2col", "N C H W", x=x)
    window = Window.over(
        "im2col", x.shape[2:], k, stride=stride, padding=padding, dilation=dilation
    )
    n, c = x.shape[:2]
    columns = xp.zeros((n, c, *window.k, *window.places), dtype=x.dtype)
    for tap in window.taps():
        columns[:, :, tap.u, tap.v][tap.places] = x[tap.pixels]
    # (N, C, KH, KW, OH, OW) -> (N, C*KH*KW, OH*OW)
    return columns.reshape(n, c * math.prod(window.k), math.prod(window.places))


def im2col_backward(
    dcols: Array,
    shape: tuple[int, ...],
    k: Any,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
) -> Array:
    """Return the gradient of ``im2col``, which is ``col2im``.

    Examples
    --------
    >>> import numpy as np
    >>> im2col_backward(np.ones((1, 4, 4)), (1, 1, 3, 3), 2)[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    return _fold("im2col_backward", "dcols", dcols, shape, k, stride, padding, dilation)


def col2im(
    cols: Array,
    shape: tuple[int, ...],
    k: Any,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
) -> Array:
    """Add every column back to the pixels it was taken from.

    The transpose of ``im2col``, not its inverse: a pixel seen by several windows collects the sum
    of what they bring.

    Parameters
    ----------
    cols
        Array of shape (N, C·KH·KW, OH·OW).
    shape
        (N, C, H, W) of the image, without padding.
    k, stride, padding, dilation
        As in ``im2col``.

    Returns
    -------
    Array of shape (N, C, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
    >>> col2im(im2col(x, 2), x.shape, 2)[0, 0] / col2im(np.ones((1, 4, 4)), x.shape, 2)[0, 0]
    array([[0., 1., 2.],
           [3., 4., 5.],
           [6., 7., 8.]])
    """
    return _fold("col2im", "cols", cols, shape, k, stride, padding, dilation)


def col2im_backward(
    dx: Array, k: Any, *, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> Array:
    """Return the gradient of ``col2im``, which is ``im2col``.

    Examples
    --------
    >>> import numpy as np
    >>> col2im_backward(np.ones((1, 1, 3, 3)), 2).shape
    (1, 4, 4)
    """
    _, dx = operands("col2im_backward", dx=dx)
    return im2col(dx, k, stride=stride, padding=padding, dilation=dilation)


def _fold(
    op: str, name: str, cols: Array, shape: Any, k: Any, stride: Any, padding: Any, dilation: Any
) -> Array:
    xp, cols = operands(op, (), **{name: cols})
    n, c, h, w = require_image_shape(op, shape)
    window = Window.over(op, (h, w), k, stride=stride, padding=padding, dilation=dilation)
    rows, places = c * math.prod(window.k), math.prod(window.places)
    require_shape(op, name, cols, (n, rows, places), "(N, C·KH·KW, OH·OW) for this image")
    columns = cols.reshape(n, c, *window.k, *window.places)
    x = xp.zeros((n, c, h, w), dtype=cols.dtype)
    for tap in window.taps():
        x[tap.pixels] += columns[:, :, tap.u, tap.v][tap.places]
    return x
