"""Transposed convolution: the gradient of a convolution, used forward."""

from typing import Any

from cnnkit.backend import Array
from cnnkit.errors import ParameterError, ShapeError
from cnnkit.functional.arguments import operands, quiet, require_axes, require_shape
from cnnkit.functional.conv import FILTER_AXES, add_bias
from cnnkit.functional.geometry import grow, pair, whole
from cnnkit.functional.products import correlate, filter_gradient, image_gradient, sum_maps
from cnnkit.functional.window import Window, resolve_padding


@quiet
def conv_transpose2d(
    y: Array,
    w: Array,
    b: Array | None = None,
    *,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Array:
    """Walk a convolution backwards: from feature maps to images of the size before.

    x[n, c, i·stride + u·dilation, j·stride + v·dilation] += y[n, f, i, j] · w[f, c, u, v], then
    the padding is cut off, and b[c] added

    It gives what ``conv2d_backward`` calls dx, and does not undo a convolution: the sizes come
    back, the numbers do not.

    Parameters
    ----------
    y
        Feature maps of shape (N, F, OH, OW).
    w
        Filters of shape (F, C/groups, KH, KW): those of the convolution from x to y.
    b
        Bias of shape (C,), or None.
    stride, dilation, groups
        As in ``conv2d``.
    padding
        An integer, (rows, columns) or (left, right, top, bottom), to be cut off.
    output_padding
        Integer or pair: rows and columns to add at the end, less than the stride.

    Returns
    -------
    Images of shape (N, C, H, W), H = (OH − 1)·stride − top − bottom + dilation·(KH − 1) + 1 +
    output_padding and W likewise.

    Raises
    ------
    ShapeError, ParameterError
        As in ``conv2d``.

    References
    ----------
    Zeiler, Krishnan, Taylor, Fergus: Deconvolutional Networks (2010).

    Examples
    --------
    >>> import numpy as np
    >>> y, w = np.ones((1, 8, 7, 7)), np.ones((8, 3, 4, 4))
    >>> conv_transpose2d(y, w, stride=2, padding=1).shape
    (1, 3, 14, 14)
    """
    op = "conv_transpose2d"
    xp, y, w, b = operands(op, ("b",), y=y, w=w, b=b)
    window, groups = _transposed(op, y, w, stride, padding, output_padding, dilation, groups)
    x = image_gradient(xp, y, w, window, groups)
    return x if b is None else add_bias(op, x, b)


@quiet
def conv_transpose2d_backward(
    dx: Array,
    y: Array,
    w: Array,
    *,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Return the gradients of ``conv_transpose2d``; the one of y is a plain convolution.

    Parameters
    ----------
    dx
        Gradient of the output, of shape (N, C, H, W).
    y, w, stride, padding, output_padding, dilation, groups
        As given to ``conv_transpose2d``.

    Returns
    -------
    dy of shape (N, F, OH, OW), dw of shape (F, C/groups, KH, KW), db of shape (C,).

    Examples
    --------
    >>> import numpy as np
    >>> dx, y, w = np.ones((1, 3, 9, 9)), np.ones((1, 8, 7, 7)), np.ones((8, 3, 3, 3))
    >>> [gradient.shape for gradient in conv_transpose2d_backward(dx, y, w)]
    [(1, 8, 7, 7), (8, 3, 3, 3), (3,)]
    """
    op = "conv_transpose2d_backward"
    xp, dx, y, w = operands(op, dx=dx, y=y, w=w)
    window, groups = _transposed(op, y, w, stride, padding, output_padding, dilation, groups)
    shape = (y.shape[0], w.shape[1] * groups, *window.size)
    require_shape(op, "dx", dx, shape, "the shape of the output")
    dy = correlate(xp, dx, w, window, groups)
    dw = filter_gradient(xp, y, dx, w.shape, window, groups)
    return dy, dw, sum_maps(xp, dx)


def _transposed(
    op: str,
    y: Array,
    w: Array,
    stride: Any,
    padding: Any,
    output_padding: Any,
    dilation: Any,
    groups: Any,
) -> tuple[Window, int]:
    """Check everything; return the window of the convolution that leads from x to y, and groups."""
    require_axes(op, "N F OH OW", y=y)
    require_axes(op, FILTER_AXES, w=w)
    groups = whole(op, "groups", groups, least=1)
    f = w.shape[0]
    if y.shape[1] != f:
        raise ShapeError(
            op,
            received=f"y with {y.shape[1]} feature maps and w with {f} filters",
            expected=f"as many feature maps as filters, for y of shape {y.shape}",
            fix="Give w as (F, C/groups, KH, KW), F the feature maps of y",
        )
    if f % groups:
        raise ParameterError(
            op,
            received=f"groups = {groups} for {f} feature maps",
            expected="a number that divides them",
            fix="Choose another number of groups",
        )
    if isinstance(padding, str):
        raise ParameterError(
            op,
            received=f"padding = {padding!r}",
            expected="an integer, (rows, columns) or (left, right, top, bottom)",
            fix="Give the padding of the convolution in numbers",
        )
    k, places = w.shape[2:], y.shape[2:]
    strides = pair(stride, "stride", op=op, least=1)
    dilations = pair(dilation, "dilation", op=op, least=1)
    extra = pair(output_padding, "output_padding", op=op)
    left, right, top, bottom = resolve_padding(op, padding, (0, 0), k, strides, dilations)
    h = grow(op, "rows", places[0], k[0], strides[0], top + bottom, extra[0], dilations[0])
    width = grow(op, "columns", places[1], k[1], strides[1], left + right, extra[1], dilations[1])
    pads = (left, right, top, bottom)
    return Window((h, width), k, strides, dilations, pads, places), groups
